"""Custom fields: what the company added to companies, contacts and deals, used like what they had from the start."""
