"""English names of countries and cities, single words."""

from __future__ import annotations

# Many go by another name elsewhere (Vienna, Wien), which only a dictionary knows.
_PLACES = """
afghanistan albania algeria amsterdam ankara argentina armenia athens australia austria azerbaijan baghdad bangkok
bangladesh barcelona beijing belarus belgium belgrade berlin bolivia brazil brussels bucharest budapest bulgaria cairo
california cambodia canada chicago chile china cologne colombia copenhagen croatia cuba cyprus damascus delhi denmark
dublin ecuador egypt england estonia ethiopia finland florence france frankfurt geneva georgia germany ghana greece
hamburg hanoi helsinki hungary iceland india indonesia iran iraq ireland israel istanbul italy jakarta japan jerusalem
jordan kazakhstan kenya kuwait kyiv laos latvia lebanon libya lisbon lithuania london luxembourg madrid malaysia
manila mexico milan mongolia morocco moscow mumbai munich myanmar naples nepal netherlands nigeria norway oslo
pakistan paris peru philippines poland portugal prague qatar riga romania rome russia scotland seoul serbia shanghai
singapore slovakia slovenia spain stockholm sudan sweden switzerland sydney syria taiwan tanzania tbilisi tehran texas
thailand tokyo toronto tunisia turkey uganda ukraine uruguay uzbekistan venezuela venice vienna vietnam vilnius wales
warsaw washington yerevan zagreb zurich
"""
PLACES = frozenset(_PLACES.split())
