// The page's only door to the rest of Latchkey: nothing else in the renderer reads `window.latchkey`.

export const bridge = window.latchkey
