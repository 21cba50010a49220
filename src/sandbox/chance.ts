// Numbers that look random and are the same at every start.

/** A number in [0, 1) that depends on its arguments alone (mulberry32), so that every start looks alike. */
export const chance = (...parts: number[]): number => {
  let state = parts.reduce((sum, part) => Math.imul(sum ^ part, 0x9e3779b1) + 0x6d2b79f5, 0x51ed270b)
  state = Math.imul(state ^ (state >>> 15), state | 1)
  state ^= state + Math.imul(state ^ (state >>> 7), state | 61)
  return ((state ^ (state >>> 14)) >>> 0) / 4_294_967_296
}

/** One of the items, by chance. */
export const pick = <Item>(items: readonly [Item, ...Item[]], ...parts: number[]): Item =>
  items[Math.floor(chance(...parts) * items.length)] ?? items[0]
