// Date-times as the service reads and writes them.

const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/i

/** The end of the year 9999, behind which a date-time has no four-digit year any more. */
const lastInstantAt = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

/** Minutes east of UTC of `Z`, `+05:30` or `-0800`; a missing zone means UTC. */
const zoneMinutes = (zone: string | undefined): number => {
  if (zone === undefined || zone.toUpperCase() === 'Z') return 0
  const digits = zone.slice(1).replace(':', '')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))
  return zone.startsWith('-') ? -minutes : minutes
}

/**
 * The instant (epoch ms) of an ISO 8601 date-time or date, or null where it is none (30 February included).
 * One without a zone means UTC, as everywhere in this service.
 */
export const parseDateTime = (text: string): number | null => {
  const match = pattern.exec(text)
  if (match === null) return null
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', zone] = match
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`
  const at = Date.parse(`${local}.${fraction.slice(0, 3).padEnd(3, '0')}Z`)
  // Date.parse lets 31 April roll over into May; what does not read back the same was no date.
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 19) !== local) return null
  const instant = at - zoneMinutes(zone) * 60_000
  return instant > lastInstantAt ? null : instant
}

/**
 * How the sub-key operations write an instant: no zone suffix, and microseconds only where there are any,
 * which is Python's isoformat of a naive date-time.
 */
export const naiveDateTime = (at: number): string => {
  const text = new Date(at).toISOString().slice(0, -1)
  return text.endsWith('.000') ? text.slice(0, -4) : `${text}000`
}

/** How the secret and model operations write an instant: with its zone, as `format: date-time` asks. */
export const zonedDateTime = (at: number): string => `${naiveDateTime(at)}Z`
