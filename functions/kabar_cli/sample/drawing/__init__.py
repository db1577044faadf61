"""How the sample's pictures are drawn: flat colours, gradients and reflections, all from code."""
