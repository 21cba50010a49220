// Puts the chosen theme and density on the document; "system" leaves the theme to the system's own setting.
import { useEffect } from 'react'
import { useSnapshot } from '../../state/app-state.ts'

export function useTheme(): void {
  const theme = useSnapshot(({ settings }) => settings.theme)
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
  }, [theme])
  const density = useSnapshot(({ settings }) => settings.density)
  useEffect(() => {
    document.documentElement.dataset.density = density
  }, [density])
}
