// Puts the chosen theme on the document; "system" leaves the choice to the system's own setting.
import { useEffect } from 'react'
import { useSnapshot } from '../../state/app-state.ts'

export function useTheme(): void {
  const theme = useSnapshot(({ settings }) => settings.theme)
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
  }, [theme])
}
