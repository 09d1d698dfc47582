"""The shape of a page: all that the rules of accessibility look at, and nothing of its words and figures.

Two pages of one shape break the same rules, but for those that measure what is drawn. A page in another
language, the same page for another reader, a longer table are of the shape that was looked at before.
"""

from __future__ import annotations

from playwright.sync_api import Page

_SHAPE = """() => {
  const meant = /^(class|role|type|scope|tabindex|hidden|open|disabled|required|autocomplete|fill|stroke)$/;
  const referring = /^(for|headers|aria-(labelledby|describedby|controls|owns|details|errormessage))$/;
  const ids = new Map();
  for (const one of document.querySelectorAll("[id]")) ids.set(one.id, (ids.get(one.id) || 0) + 1);
  const value = ({ name, value }) => {
    if (name === "id") return ids.get(value) === 1 ? "one" : "several";
    if (referring.test(name))
      return value.trim().split(/\\s+/).map((id) => ids.has(id) ? "found" : "lost").join();
    if (meant.test(name) || /^(true|false|mixed|page|polite|assertive|dialog)$/.test(value)) return value;
    return value.trim() ? "some" : "none";
  };
  const shape = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.trim() ? "text" : "";
    if (node.nodeType !== Node.ELEMENT_NODE || /^(script|style)$/i.test(node.tagName)) return "";
    const told = [...node.attributes].map((one) => `${one.name}=${value(one)}`).sort().join(" ");
    const inside = [...node.childNodes].map(shape).filter((one) => one);
    // Any number of rows alike is one.
    return `<${node.tagName} ${told}>${inside.filter((one, i) => one !== inside[i - 1]).join("")}</>`;
  };
  return shape(document.documentElement);
}"""


def shape_of(page: Page) -> str:
    """A text that is the same for pages of one shape."""
    found: str = page.evaluate(_SHAPE)
    return found
