"""How forms look: every Django form, also allauth's, is drawn as Kariz fields with errors beside them.

`FORM_RENDERER = "kariz.web.forms.Renderer"`; then `{{ form }}` or `{{ form.name.as_field_group }}`.
"""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting

from kariz.web.errors import DomainError, FieldErrors

LTR_WIDGETS = (forms.EmailInput, forms.URLInput, forms.PasswordInput)
LTR_NAMES = ("email", "phone", "mobile", "website", "url", "code", "slug", "national_id", "economic_code")


class BoundField(forms.BoundField):
    """A bound field that knows its classes, its direction and its state."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        css = css_of(widget)
        if css and "class" not in built:
            built["class"] = " ".join(filter(None, [css, widget.attrs.get("class", "")]))
        if self.is_ltr and "dir" not in widget.attrs:
            built.setdefault("dir", "ltr")
        return built

    @property
    def is_ltr(self) -> bool:
        return isinstance(self.field.widget, LTR_WIDGETS) or self.name in LTR_NAMES

    @property
    def is_choice(self) -> bool:
        """One box whose label stands after it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_group(self) -> bool:
        """Several boxes under one legend."""
        return isinstance(self.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)


class Renderer(TemplatesSetting):
    """Draws forms with the project's own templates."""

    form_template_name = "web/forms/form.html"
    field_template_name = "web/forms/field.html"
    bound_field_class = BoundField


def css_of(widget: forms.Widget) -> str:
    """The component class of a widget."""
    # Django puts the class of a group on the box around it; its marks get their looks from `.choices`.
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple | forms.HiddenInput):
        return ""
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox checkbox-sm checkbox-primary"
    if isinstance(widget, forms.Select):
        return "select"
    if isinstance(widget, forms.Textarea):
        return "textarea"
    if isinstance(widget, forms.ClearableFileInput | forms.FileInput):
        return "file-input w-full"
    return "input"


def show_error(form: forms.BaseForm, error: DomainError) -> None:
    """Puts what an action refused beside its field, or above the form when it belongs to none."""
    if isinstance(error, FieldErrors):
        for name, messages in error.errors.items():
            form.add_error(name if name in form.fields else None, messages)
        return
    field = getattr(error, "field", None)
    form.add_error(field if field in form.fields else None, str(error))
