"""Several views of one thing, of which the reader chooses: a metric, a group."""

from __future__ import annotations

from collections.abc import Sequence

from polycite.eval.report.markup import Html, element, joined


def views(name: str, label: str, panels: Sequence[tuple[str, Html]]) -> Html:
    """A choice among panels; without the page's script all are shown, each under its name."""
    if len(panels) == 1:
        return panels[0][1]
    options = [element("option", title, value=number) for number, (title, _) in enumerate(panels)]
    choice = element("label", label, " ", element("select", *options, data_views=name), class_="choice")
    shown = [
        element("div", element("h4", title, class_="view-title"), panel, data_view=name, data_number=number)
        for number, (title, panel) in enumerate(panels)
    ]
    return joined(choice, *shown)


def section(name: str, title: str, *children: Html | None, lead: str = "") -> Html:
    """A part of the page, named for the navigation."""
    return element(
        "section",
        element("h2", title, id=f"{name}-title"),
        element("p", lead, class_="lead") if lead else None,
        *children,
        id=name,
        aria_labelledby=f"{name}-title",
    )
