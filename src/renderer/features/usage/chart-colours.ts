// The colours of the theme as a canvas takes them, and when they change.
import { type RefObject, useEffect, useState } from 'react'
import type { ChartColours } from './draw-chart.ts'

/** One hidden element each, whose computed colour is the one to draw with; forced colours are those of the system. */
export const colourClasses: Readonly<Record<keyof ChartColours, string>> = {
  bar: 'text-accent-solid forced-colors:text-[Highlight]',
  ink: 'text-ink-muted forced-colors:text-[CanvasText]',
  grid: 'text-line forced-colors:text-[GrayText]',
  band: 'text-hover forced-colors:text-[ButtonFace]',
  limit: 'text-danger forced-colors:text-[CanvasText]',
  reset: 'text-line-strong forced-colors:text-[GrayText]',
}

export function readColours(probe: HTMLElement): ChartColours {
  const colourOf = (name: keyof ChartColours) => {
    const element = probe.querySelector(`[data-colour="${name}"]`)
    return element ? getComputedStyle(element).color : 'currentColor'
  }
  return {
    bar: colourOf('bar'),
    ink: colourOf('ink'),
    grid: colourOf('grid'),
    band: colourOf('band'),
    limit: colourOf('limit'),
    reset: colourOf('reset'),
  }
}

const questions = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(forced-colors: active)']

/** A number that grows when the colours of the page may have changed. */
export function useLookVersion(): number {
  const [version, setVersion] = useState(0)
  useEffect(() => {
    const note = () => setVersion((last) => last + 1)
    const lists = questions.map((question) => window.matchMedia(question))
    for (const list of lists) list.addEventListener('change', note)
    const observer = new MutationObserver(note)
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    return () => {
      for (const list of lists) list.removeEventListener('change', note)
      observer.disconnect()
    }
  }, [])
  return version
}

/** Calls back with the width of an element, now and whenever it changes. */
export function useWidth(ref: RefObject<HTMLElement | null>, onChange: (width: number) => void): void {
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const observer = new ResizeObserver(() => onChange(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref, onChange])
}
