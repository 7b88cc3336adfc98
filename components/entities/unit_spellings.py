"""How units and currencies are written where ICU's locale data do not say so, or say it otherwise than people write."""

from __future__ import annotations

from collections.abc import Mapping

_UNITS = """
celsius fahrenheit degree kilometer meter centimeter millimeter micrometer mile foot inch yard kilogram gram milligram
tonne pound ounce liter milliliter second millisecond minute hour day week month year byte kilobyte megabyte gigabyte
terabyte bit kilobit megabit gigabit kilobit-per-second megabit-per-second gigabit-per-second watt kilowatt megawatt
kilowatt-hour volt ampere milliampere ohm hertz kilohertz megahertz gigahertz percent kilometer-per-hour mile-per-hour
meter-per-second square-meter cubic-meter pixel megapixel kilocalorie pascal hectopascal lumen
"""
UNITS = _UNITS.split()
"""Those whose names ICU knows, under its names."""

_CURRENCIES = """
USD CAD EUR GBP JPY CNY RUB TRY INR KRW VND BRL MXN PLN CZK CHF SEK NOK DKK UAH THB ILS SAR AED
"""
CURRENCIES = _CURRENCIES.split()
"""Codes of ISO 4217."""

MERGED: Mapping[str, str] = {
    "GBP": "pound", "USD": "dollar", "CAD": "dollar", "JPY": "yen", "CNY": "yen", "SEK": "krona", "NOK": "krona",
    "DKK": "krona", "CZK": "krona", "MXN": "peso",
}  # fmt: skip
"""One name for what symbols do not tell apart: $ is many dollars, ¥ is yen and yuan, kr three crowns."""

SYMBOLS: Mapping[str, str] = {
    "°C": "celsius", "℃": "celsius", "°F": "fahrenheit", "℉": "fahrenheit", "°": "degree", "%": "percent",
    "٪": "percent", "％": "percent", "km": "kilometer", "m": "meter", "cm": "centimeter", "mm": "millimeter",
    "µm": "micrometer", "kg": "kilogram", "g": "gram", "mg": "milligram", "t": "tonne", "lb": "pound",
    "oz": "ounce", "L": "liter", "l": "liter", "ml": "milliliter", "mL": "milliliter", "s": "second",
    "ms": "millisecond", "min": "minute", "h": "hour", "B": "byte", "kB": "kilobyte", "KB": "kilobyte",
    "KiB": "kilobyte", "MB": "megabyte", "MiB": "megabyte", "GB": "gigabyte", "GiB": "gigabyte", "TB": "terabyte",
    "TiB": "terabyte", "Ko": "kilobyte", "ko": "kilobyte", "Mo": "megabyte", "Go": "gigabyte", "To": "terabyte",
    "КБ": "kilobyte", "МБ": "megabyte", "ГБ": "gigabyte", "ТБ": "terabyte", "Mb": "megabit", "Gb": "gigabit",
    "kbps": "kilobit-per-second", "Kbps": "kilobit-per-second", "kbit/s": "kilobit-per-second",
    "Mbps": "megabit-per-second", "Mbit/s": "megabit-per-second", "Mb/s": "megabit-per-second",
    "МБит/с": "megabit-per-second", "Мбит/с": "megabit-per-second", "Gbps": "gigabit-per-second",
    "Gbit/s": "gigabit-per-second", "Gb/s": "gigabit-per-second", "Гбит/с": "gigabit-per-second", "W": "watt",
    "kW": "kilowatt", "MW": "megawatt", "kWh": "kilowatt-hour", "кВт·ч": "kilowatt-hour", "кВт*ч": "kilowatt-hour",
    "Wh": "watt-hour", "V": "volt", "A": "ampere", "mA": "milliampere", "mAh": "milliampere-hour", "Ω": "ohm",
    "Hz": "hertz", "kHz": "kilohertz", "MHz": "megahertz", "GHz": "gigahertz", "dB": "decibel", "dBm": "decibel",
    "дБ": "decibel", "VA": "volt-ampere", "km/h": "kilometer-per-hour", "kmh": "kilometer-per-hour",
    "mph": "mile-per-hour", "m/s": "meter-per-second", "m²": "square-meter", "m2": "square-meter",
    "㎡": "square-meter", "mm²": "square-millimeter", "m³": "cubic-meter", "px": "pixel", "dpi": "dot-per-inch",
    "ppi": "dot-per-inch", "rpm": "turn", "Pa": "pascal", "hPa": "hectopascal", "Nm": "newton-meter", "€": "EUR",
    "£": "pound", "$": "dollar", "¥": "yen", "￥": "yen", "₽": "RUB", "₺": "TRY", "₹": "INR", "₩": "KRW", "₫": "VND",
    "₪": "ILS", "₴": "UAH", "฿": "THB", "zł": "PLN", "Kč": "krona", "kr": "krona",
}  # fmt: skip
"""Written alike everywhere; capitals count: "5 Mb" is not "5 MB"."""

CODES: Mapping[str, str] = {
    **{code: MERGED.get(code, code) for code in CURRENCIES},
    **dict.fromkeys(("AUD", "NZD", "HKD", "SGD"), "dollar"),
}

NAMES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "percent": "percent", "per cent": "percent", "buck": "dollar", "mins": "minute", "secs": "second",
        "hrs": "hour", "degrees celsius": "celsius", "inches": "inch", "feet": "foot", "quid": "pound",
    },
    "de": {
        "grad": "degree", "std": "hour", "stündig": "hour", "minütig": "minute", "tägig": "day", "jährig": "year",
        "monatig": "month",
    },
    "ru": {
        "рублей": "RUB", "руб": "RUB", "рубля": "RUB", "рубль": "RUB", "градусов": "degree", "сек": "second",
        "суток": "day", "лет": "year",
    },
    "tr": {
        "yüzde": "percent", "derece": "degree", "tl": "TRY", "lira": "TRY", "sterlin": "pound",
    },
    "hi": {
        "प्रतिशत": "percent", "फीसदी": "percent", "फ़ीसदी": "percent", "रुपये": "INR", "रुपए": "INR", "रु": "INR",
    },
    "zh": {
        "元": "yen", "块": "yen", "人民币": "yen", "钟头": "hour", "小时": "hour", "分钟": "minute",
        "秒": "second", "秒钟": "second", "天": "day", "日": "day", "周": "week", "星期": "week", "个月": "month",
        "年": "year", "度": "degree", "摄氏度": "celsius", "公里": "kilometer", "千米": "kilometer",
        "米": "meter", "厘米": "centimeter", "毫米": "millimeter", "公斤": "kilogram", "千克": "kilogram",
        "克": "gram", "升": "liter", "毫升": "milliliter", "瓦": "watt", "千瓦": "kilowatt",
        "千瓦时": "kilowatt-hour", "伏": "volt", "安": "ampere", "毫秒": "millisecond", "毫安": "milliampere",
        "字节": "byte", "比特": "bit", "兆": "megabyte", "像素": "pixel", "欧元": "EUR", "美元": "dollar",
        "卢布": "RUB", "韩元": "KRW", "英镑": "pound",
    },
    "ja": {
        "円": "yen", "分": "minute", "分間": "minute", "時間": "hour", "秒": "second", "秒間": "second",
        "日": "day", "日間": "day", "週間": "week", "か月": "month", "ヶ月": "month", "カ月": "month",
        "ヵ月": "month", "年": "year", "年間": "year", "度": "degree", "キロ": "kilometer kilogram",
        "メートル": "meter", "ワット": "watt", "ボルト": "volt", "ミリ秒": "millisecond",
        "ギガバイト": "gigabyte", "メガバイト": "megabyte", "ピクセル": "pixel", "ドル": "dollar",
        "ユーロ": "EUR", "パーセント": "percent",
    },
    "ko": {
        "원": "KRW", "달러": "dollar", "유로": "EUR", "엔": "yen", "분": "minute", "시간": "hour", "초": "second",
        "일": "day", "주": "week", "개월": "month", "달": "month", "년": "year", "퍼센트": "percent",
        "프로": "percent", "도": "degree", "밀리초": "millisecond", "미터": "meter", "킬로미터": "kilometer",
        "킬로그램": "kilogram", "와트": "watt", "볼트": "volt", "기가바이트": "gigabyte",
        "메가바이트": "megabyte", "픽셀": "pixel",
    },
    "vi": {
        "phần trăm": "percent", "đồng": "VND", "đô la": "dollar", "đô": "dollar", "độ": "degree", "tiếng": "hour",
        "giờ": "hour", "phút": "minute", "giây": "second",
    },
    "ar": {
        "بالمئة": "percent", "بالمائة": "percent", "في المئة": "percent", "في المائة": "percent",
        "درجة مئوية": "celsius", "درجة": "degree", "ساعة": "hour", "ساعات": "hour", "دقيقة": "minute",
        "دقائق": "minute", "ثانية": "second", "ثوان": "second", "يوم": "day", "أيام": "day", "يوما": "day",
        "شهر": "month", "أشهر": "month", "شهرا": "month", "سنة": "year", "سنوات": "year", "أسبوع": "week",
        "أسابيع": "week", "دولار": "dollar", "دولارا": "dollar", "يورو": "EUR", "ريال": "SAR",
        "جيجابايت": "gigabyte", "غيغابايت": "gigabyte", "ميجابايت": "megabyte", "ميغابايت": "megabyte",
        "كيلوواط": "kilowatt", "واط": "watt", "فولت": "volt", "متر": "meter", "كيلومتر": "kilometer",
        "كيلوواط ساعة": "kilowatt-hour",
    },
    "th": {
        "บาท": "THB", "องศา": "degree",
    },
    "fa": {
        "درصد": "percent",
    },
}  # fmt: skip
"""By language: what people write beside the names that ICU gives; a word for two units names both."""
