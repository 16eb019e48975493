"""What migrations do when the keys under which companies are known are made otherwise."""

from django.db import connection

from kariz.people.normal import company_key

AT_ONCE = 2_000


def renew_company_keys(apps):
    """Make the keys of all companies again, those in the bin too; how many are other ones. Only these are written.

    Which names a change of `company_key` concerns is not asked of the database: it would have to fold them as we do.
    """
    model = apps.get_model("people", "Company")
    rows, table = model._base_manager, connection.ops.quote_name(model._meta.db_table)
    last, count = 0, 0
    while part := list(
        rows.filter(pk__gt=last).order_by("pk").values_list("pk", "name", "match_key")[:AT_ONCE]
    ):
        last = part[-1][0]
        keys = ((pk, company_key(name), before) for pk, name, before in part)
        changed = [(key, pk) for pk, key, before in keys if key != before]
        if changed:
            with connection.cursor() as cursor:
                # A thirtieth of the time that `bulk_update` takes.
                cursor.executemany(f"UPDATE {table} SET match_key = %s WHERE id = %s", changed)  # noqa: S608
        count += len(changed)
    if count:
        look_at_all_companies(apps)
    return count


def look_at_all_companies(apps):
    """Let the next search for duplicates compare all companies; one that was stopped at work begins anew, for it has
    seen the keys of before."""
    look_at_all(apps, "company")


def look_at_all(apps, *kinds):
    """The same of contacts, or of both."""
    searches = apps.get_model("people", "DuplicateSearch").objects.filter(kind__in=kinds)
    searches.filter(state="running").update(state="waiting", lease_until=None, leased_by="", tries=0)
    searches.update(changed_since=None, begun_at=None)
