"""Mail: how a notice reads as one, what a mail carries besides its words, and handing it over by SMTP."""
