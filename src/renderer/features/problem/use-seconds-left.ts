// Whole seconds until a moment of this computer's clock, for countdowns on screen.
import { useEffect, useState } from 'react'

const tickMs = 250

/** Seconds left until `at` (epoch ms), rounded up; 0 from then on and for null. */
export function useSecondsLeft(at: number | null): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (at === null) return
    setNow(Date.now())
    const ticker = setInterval(() => {
      setNow(Date.now())
      if (Date.now() >= at) clearInterval(ticker)
    }, tickMs)
    return () => clearInterval(ticker)
  }, [at])
  return at === null ? 0 : Math.max(0, Math.ceil((at - now) / 1000))
}
