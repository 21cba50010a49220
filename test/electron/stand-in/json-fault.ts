// Finds what JSON would change in a value; runs in main and, as text, in the preload's world.

/**
 * The path and kind of the first part of `value` that structured cloning keeps and JSON does not, or null. IPC carries
 * plain data only, and the stand-in's wire is JSON.
 */
export function jsonFault(value: unknown): string | null {
  const look = (part: unknown, path: string): string | null => {
    if (part === null || typeof part === 'string' || typeof part === 'boolean') return null
    if (typeof part === 'number') {
      return Number.isFinite(part) && !Object.is(part, -0)
        ? null
        : `${path} is ${Object.is(part, -0) ? '-0' : part}`
    }
    if (typeof part !== 'object') return `${path} is ${typeof part}`
    if (Array.isArray(part)) {
      for (let index = 0; index < part.length; index += 1) {
        const fault = look(part[index], `${path}[${index}]`)
        if (fault !== null) return fault
      }
      return null
    }
    const kind = Object.prototype.toString.call(part).slice(8, -1)
    if (kind !== 'Object') return `${path} is a ${kind}`
    for (const [key, inner] of Object.entries(part)) {
      const fault = look(inner, `${path}.${key}`)
      if (fault !== null) return fault
    }
    return null
  }
  return look(value, 'value')
}
