"""The counting of the law done again, one day at a time, with nothing of ``sendap`` in it."""

from datetime import date, timedelta

DAY = timedelta(days=1)
FIXED_OR_EXTRA = {
    2012: ({"05-28"}, {"06-04", "06-05"}),
    2020: ({"05-04"}, {"05-08"}),
    2022: ({"05-30"}, {"06-02", "06-03", "09-19"}),
    2023: (set(), {"05-08"}),
}
"""For a year, the ordinary bank holidays that weren't, and the extra days that were."""


def easter(year):
    """Easter Sunday by the Meeus, Jones and Butcher steps."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _walk_to_monday(day, step):
    while day.weekday() != 0:
        day += step
    return day


def bank_holidays(year):
    """The bank holidays of the year in England and Wales."""
    days = {easter(year) - 2 * DAY, easter(year) + DAY}
    days.add(_walk_to_monday(date(year, 5, 1), DAY))
    days.add(_walk_to_monday(date(year, 5, 31), -DAY))
    days.add(_walk_to_monday(date(year, 8, 31), -DAY))
    for month, number in ((1, 1), (12, 25), (12, 26)):
        day = date(year, month, number)
        while day.weekday() > 4 or day in days:
            day += DAY
        days.add(day)
    if date(year, 12, 25).weekday() == 6:
        days |= {date(year, 12, 26), date(year, 12, 27)}
    gone, extra = FIXED_OR_EXTRA.get(year, (set(), set()))
    days -= {date.fromisoformat(f"{year}-{text}") for text in gone}
    return days | {date.fromisoformat(f"{year}-{text}") for text in extra}


_KNOWN = {}


def works(day):
    """Whether the day is a working day."""
    if day.year not in _KNOWN:
        _KNOWN[day.year] = bank_holidays(day.year)
    return day.weekday() not in (5, 6) and day not in _KNOWN[day.year]


def tribunal_shut(day):
    """Whether the tribunal's rules leave the day out."""
    return day.month == 8 or (day.month == 12 and day.day > 24) or (day.month == day.day == 1)


def days_of(day, count):
    """Walk so many days on from the day."""
    for _ in range(count):
        day += DAY
    return day


def days_beginning_with(day, count):
    """Walk so many days, the day itself being the first."""
    for _ in range(count - 1):
        day += DAY
    return day


def working_days_of(day, count, shut=lambda day: False):
    """Walk so many working days on, those that are shut not counted."""
    while count:
        day += DAY
        if works(day) and not shut(day):
            count -= 1
    return day


def working_days_beginning_with(day, count):
    """Walk so many working days, the first being the day or the next that works."""
    while not works(day):
        day += DAY
    return working_days_of(day, count - 1)


def months_on(day, count):
    """The same day number so many months on, or the month's last; negative counts go back."""
    year, month = day.year, day.month
    for _ in range(abs(count)):
        month += 1 if count > 0 else -1
        if month == 13:
            year, month = year + 1, 1
        if month == 0:
            year, month = year - 1, 12
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def period_of_months(day, count):
    """The last day of a period of months that starts with the day."""
    landed = months_on(day, count)
    return landed if landed.day < day.day else landed - DAY


def tribunal_move(day):
    """Where the tribunal's rules move a last day: once at most."""
    if tribunal_shut(day):
        while tribunal_shut(day):
            day += DAY
        while not works(day):
            day += DAY
        return day
    while not works(day):
        day += DAY
    return day


def leaving_day(born):
    """The last Friday of June of the school year of the 16th birthday, by walking the calendar."""
    day = date(born.year + 16, born.month, 1) + (born.day - 1) * DAY
    while (day.month, day.day) != (8, 31):
        day += DAY
    day = date(day.year, 6, 30)
    while day.strftime("%a") != "Fri":
        day -= DAY
    return day


def last_plan_day(born, training_ends):
    """The last day a plan may be kept to."""
    if training_ends is not None:
        twenty_six = date(born.year + 26, born.month, 1) + (born.day - 1) * DAY
        return min(training_ends, twenty_six - DAY)
    day = date(born.year + 25, born.month, 1) + (born.day - 1) * DAY
    while (day.month, day.day) != (7, 31):
        day += DAY
    return day
