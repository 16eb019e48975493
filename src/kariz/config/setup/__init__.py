"""The first visit: administrator, company, then the first pipeline and its first deals."""
