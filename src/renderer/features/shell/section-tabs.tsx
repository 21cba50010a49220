// The buttons that choose what part of the account the window shows.
import { useSnapshot } from '../../state/app-state.ts'
import { modKey } from '../../state/selectors.ts'
import { showSection, useUiState } from '../../state/ui-state.ts'
import { classNames } from '../../ui/class-names.ts'
import { Tooltip } from '../../ui/tooltip.tsx'
import { sections } from './sections.ts'

/** Plain buttons in a navigation: each is a Tab stop, and the one in use says so. */
export function SectionTabs() {
  const mod = useSnapshot(modKey)
  const isMac = useSnapshot(({ platform }) => platform === 'darwin')
  const shown = useUiState(({ section, isReconnecting }) => (isReconnecting ? null : section))
  return (
    <nav aria-label="Sections" className="flex min-w-0 flex-wrap gap-1 self-stretch max-sm:gap-0">
      {sections.map(({ id, label }, index) => (
        <Tooltip key={id} content={`${mod}${index + 1}`} side="bottom">
          <button
            type="button"
            aria-current={id === shown ? 'page' : undefined}
            aria-keyshortcuts={`${isMac ? 'Meta' : 'Control'}+${index + 1}`}
            onClick={() => showSection(id)}
            className={classNames(
              'relative min-h-8 cursor-default rounded-md px-2 font-medium max-[30rem]:px-1 transition-colors duration-100 select-none',
              'after:absolute after:inset-x-2 max-[30rem]:after:inset-x-1 after:bottom-[calc(-1px-var(--bar-padding))] after:h-0.5 after:rounded-full',
              id === shown
                ? 'text-ink after:bg-accent-solid forced-colors:text-[Highlight] forced-colors:after:bg-[Highlight]'
                : 'text-ink-muted hover:bg-hover hover:text-ink',
            )}
          >
            {label}
          </button>
        </Tooltip>
      ))}
    </nav>
  )
}
