"""Something that Neda put in the bin stands in her long list: its page says so at once, and reads no more than it must."""

from kariz.exchange.queries.known import binned
from kariz.pipeline.actions import deals
from kariz.pipeline.models import Deal
from kariz.reading.layout.tables import Table
from kariz.reading.rows.rows import RowReader

HEAD = "external id,title,amount\n"
LIST = HEAD + "x1,Pump,5\nx2,Pipe,5\nx3,Valve,5\n"


def waiting(admin, bring, upload):
    bring(LIST, admin)
    for title in ("Pump", "Valve"):
        deals.delete(deal=Deal.objects.get(title=title), by=admin)
    return upload(LIST + "x4,Hose,5\n", admin)


def counting(monkeypatch, whole, name):
    """How often a real method is called."""
    calls, real = [], getattr(whole, name)

    def counted(self, *given):
        calls.append(given)
        return real(self, *given)

    monkeypatch.setattr(whole, name, counted)
    return calls


def test_its_rows_are_not_read_for_it_but_their_numbers_and_the_file_only_once(
    admin, pipeline, bring, upload, monkeypatch
):
    one = waiting(admin, bring, upload)
    rows, files = (counting(monkeypatch, *what) for what in ((RowReader, "read"), (Table, "rows")))
    assert [binned.binned_rows(one) for _time in range(3)] == [2, 2, 2]
    assert (len(rows), len(files)) == (0, 1)


def test_what_neda_restores_meanwhile_is_no_longer_counted(admin, pipeline, bring, upload):
    one = waiting(admin, bring, upload)
    assert binned.binned_rows(one) == 2
    deals.restore(deal=Deal.objects.get(title="Pump"), by=admin)
    assert binned.binned_rows(one) == 1


def test_of_a_longer_list_so_many_rows_are_looked_through_as_a_page_can_wait_for(
    admin, pipeline, bring, upload, monkeypatch
):
    one = waiting(admin, bring, upload)
    monkeypatch.setattr(binned, "MOST", 2)
    assert binned.binned_rows(one) == 1
