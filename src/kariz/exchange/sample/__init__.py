"""Sample data: a made-up Iranian company's sales of the last months, the same for the same seed."""
