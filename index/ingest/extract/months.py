"""The names of months in the languages that most blogs are written in. A table, and how it is asked. Pure."""

# A line for each month, of the names that it has in English, German, French, Spanish, Portuguese, Italian,
# Dutch, the Nordic languages, Polish, Russian, Turkish and Czech, and their short forms.
_NAMES = """
january januar janvier enero janeiro gennaio januari stycznia января январь ocak ledna jan janv ene gen
february februar février fevrier febrero fevereiro febbraio februari lutego февраля şubat února feb févr fév
march märz mars marzo março marco maart marzec marca марта март mart března marts mar mär mrz mrt мар
april avril abril aprile kwietnia апреля апрель nisan dubna apr avr abr апр
may mai mayo maio maggio mei maj maja мая май mayıs května
june juni juin junio junho giugno czerwiec czerwca июня июнь haziran června jun giu июн
july juli juillet julio julho luglio lipiec lipca июля июль temmuz července jul juil lug июл
august août aout agosto augustus augusti sierpień sierpnia августа август ağustos srpna aug ago авг
september septembre septiembre setembro settembre września сентября eylül září sep sept set сен
october oktober octobre octubre outubro ottobre października октября ekim října oct okt ott out
november novembre noviembre novembro listopad listopada ноября ноябрь kasım listopadu nov ноя
december dezember décembre decembre diciembre dezembro dicembre desember grudnia декабря aralık dec dez déc
"""
_NUMBERS = {
    name: number for number, line in enumerate(_NAMES.strip().splitlines(), start=1) for name in line.split()
}


def month_number(name: str) -> int | None:
    """1 to 12 for the name of a month or its short form; None for any other word.

    >>> month_number("März"), month_number("Sept."), month_number("Monday")
    (3, 9, None)
    """
    return _NUMBERS.get(name.casefold().rstrip("."))
