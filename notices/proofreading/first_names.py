"""Common first names in Sweden, by which a person's name is recognised. No months or other words are among them."""

FIRST_NAMES = frozenset(
    """
    adam agneta albin alexander alf alice amanda amina anders andreas ann anna anneli annika anette arne
    arvid astrid axel barbro bengt bert birgit birgitta björn bo britt britta camilla carin carina carl carolina
    caroline cecilia charlotte christer christian christina christoffer clara claes dag dan daniel david ebba
    edvin elin elisabeth ella ellen elsa emelie emil emilia emma erik erika eva evelina fatima felix filip fredrik
    frida gabriel gerd gertrud gunilla gun gunnar gustav göran hampus hanna hans harald helen helena helene henrik
    hugo håkan ida inga inger ingela ingemar ingrid ingvar irene isabella isak jakob jan jenny jennifer jens jessica
    jesper joakim johan johanna johannes john jonas josefin josefine julia karin karl katarina kerstin kenneth kent
    kevin kjell klara kristina kristin kristoffer lars lena leif lennart leo liam lina linda linnea linus lisa lisbeth
    love lovisa lucas ludvig magnus maja malin marcus margareta maria marianne marie markus martin mats mattias max
    melker michael mikael mohammed moa mona monica monika nathalie nicole niklas nils nina noah ola olle olof oliver
    olivia oscar oskar patrik per pernilla peter petra pontus rebecka rickard robert robin roger roland rolf ronja rut
    samuel sandra sanna sara sebastian simon sofia sofie sonja stefan stellan stig sture susanne susanna sven svante
    tage therese thomas tobias tomas tommy torbjörn tove tuva ulf ulla ulrica ulrika urban valter vera veronica viktor
    viktoria vilgot vincent wilhelm william yvonne åke åsa örjan östen
    """.split()
)
