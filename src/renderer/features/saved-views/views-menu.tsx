// The views of the key table: chosen from a menu, and saved from what is shown now.
import { Bookmark, BookmarkPlus, Check, Settings2 } from 'lucide-react'
import {
  builtInViews,
  isSameView,
  type KeyViewContent,
  readView,
} from '../../../shared/domain/saved-views.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { announce, changeFilters, openDialog, setQuery, useUiState } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx'
import type { TableLayoutState } from '../table-view/use-table-layout.ts'

interface ViewsMenuProps {
  readonly layout: Pick<TableLayoutState, 'sorting' | 'change'>
}

export function ViewsMenu(props: ViewsMenuProps) {
  return (
    <Menu align="start" trigger={<Button icon={Bookmark}>Views</Button>}>
      <ViewItems {...props} />
    </Menu>
  )
}

function ViewItems({ layout }: ViewsMenuProps) {
  const saved = useSnapshot(({ settings }) => settings.savedViews)
  const query = useUiState((state) => state.tables.keys.query)
  const filters = useUiState((state) => state.keyFilters)
  const shown: KeyViewContent = { query, filters, sorting: layout.sorting }
  const apply = (name: string, content: KeyViewContent) => {
    setQuery('keys', content.query)
    changeFilters(content.filters)
    if (content.sorting.length > 0) layout.change({ sorting: content.sorting })
    announce(`View “${name}” is shown`)
  }
  const itemOf = (id: string, name: string, content: KeyViewContent) => {
    const isShown = isSameView(shown, content)
    return (
      <MenuItem
        key={id}
        aside={isShown && <Check aria-hidden className="size-4 text-accent" />}
        onSelect={() => apply(name, content)}
      >
        <span className="wrap-anywhere">{name}</span>
        {isShown && <span className="sr-only">, shown now</span>}
      </MenuItem>
    )
  }
  return (
    <>
      {builtInViews.map(({ name, content }) => itemOf(name, name, content))}
      {saved.length > 0 && <MenuSeparator />}
      {saved.map((view) => itemOf(view.id, visibleText(view.name, 60), readView(view)))}
      <MenuSeparator />
      <MenuItem
        icon={BookmarkPlus}
        onSelect={() => openDialog({ kind: 'saveView', sorting: layout.sorting })}
      >
        Save this view…
      </MenuItem>
      {saved.length > 0 && (
        <MenuItem icon={Settings2} onSelect={() => openDialog({ kind: 'manageViews' })}>
          Rename or delete…
        </MenuItem>
      )}
    </>
  )
}
