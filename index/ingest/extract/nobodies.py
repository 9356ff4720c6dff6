"""What fills an author's field and names nobody, in several languages. A table, and how it is asked. Pure."""

import re

# A line for each kind: who runs the machine, who edits, who is not known.
_NOBODIES = """
admin, administrator, root, user, super user, superuser, webmaster, moderator, team, website, blog, default
administrateur, administrador, amministratore, administratör, yönetici, beheerder, админ, администратор
管理人, 管理者, 管理员, 管理員, 관리자, الإدارة, المدير, מנהל האתר, ผู้ดูแลระบบ
editor, editors, staff, author, redaktion, redaktionsteam, redaktionen, redaksjonen, redazione, redactie
redakcja, redakce, redação, redacción, rédaction, redaction, editör, редакция, редактор, редакція
編集部, 编辑部, 編輯部, 小编, 편집부, المحرر, กองบรรณาธิการ
guest, unknown, anonymous, undefined, null, none, n/a
"""
_KNOWN = frozenset(name.strip() for name in re.split(r"[,\n]", _NOBODIES) if name.strip())
# "Von der Redaktion", "La rédaction", "Da Redação".
_BEFORE = re.compile(r"(?:(?:von|der|die|par|por|door|da|di|av|af|la|el|de|a)\s+|l[’'])+")


def is_called_nobody(name: str) -> bool:
    """Whether a name is what systems and editors write where nobody is to be named.

    >>> is_called_nobody("Admin"), is_called_nobody("La rédaction"), is_called_nobody("Ann")
    (True, True, False)
    """
    plain = name.casefold()
    is_known = plain in _KNOWN or _BEFORE.sub("", plain, count=1) in _KNOWN
    return is_known or plain.endswith((" admin", " administrator"))
