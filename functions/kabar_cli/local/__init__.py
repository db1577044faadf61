"""`kabar local`: the whole of Kabar on this machine, from the template that goes to AWS."""
