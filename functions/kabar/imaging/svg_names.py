"""The elements and attributes of SVG 1.1 that a logo is drawn with."""

from typing import Final

_ELEMENTS: Final = """
svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan style
linearGradient radialGradient stop clipPath mask pattern marker
"""

_ATTRIBUTES: Final = """
id class style version viewBox preserveAspectRatio width height x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy d points
transform offset rotate pathLength role aria-label
gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits patternTransform
clipPathUnits maskUnits maskContentUnits markerUnits markerWidth markerHeight orient refX refY
textLength lengthAdjust text-anchor dominant-baseline alignment-baseline baseline-shift
font-family font-size font-style font-weight font-stretch font-variant letter-spacing word-spacing
fill fill-rule fill-opacity stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit
stroke-dasharray stroke-dashoffset stop-color stop-opacity color opacity display visibility overflow clip-path
clip-rule mask marker-start marker-mid marker-end paint-order shape-rendering text-rendering vector-effect
"""

ELEMENTS: Final = frozenset(_ELEMENTS.split())
ATTRIBUTES: Final = frozenset(_ATTRIBUTES.split())
