"""How the headers of our mails are written out."""

from email.policy import EmailPolicy

_WHOLE = frozenset({"in-reply-to", "references", "list-id", "list-unsubscribe"})


class OurPolicy(EmailPolicy):
    """The library's, but for headers that are one long word: it would wrap them in the signs for foreign letters."""

    def fold_binary(self, name: str, value: str) -> bytes:
        if name.lower() in _WHOLE:
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


POLICY = OurPolicy(linesep="\r\n")
