// The views of a table: chosen from a menu, and saved from what is shown now.
import { Bookmark, BookmarkPlus, Check, Settings2 } from 'lucide-react'
import {
  isSameView,
  readView,
  type TaggedFilters,
  type ViewContent,
  type ViewSection,
  viewsOf,
} from '../../../shared/domain/saved-views.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { announce, openDialog, setQuery, useUiState } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx'
import type { TableLayoutState } from '../table-view/use-table-layout.ts'
import { keySectionViews, type SectionViews, secretSectionViews } from './section-views.ts'

interface ViewsMenuProps {
  readonly section: ViewSection
  readonly layout: Pick<TableLayoutState, 'sorting' | 'change'>
}

export function ViewsMenu({ section, layout }: ViewsMenuProps) {
  return (
    <Menu align="start" trigger={<Button icon={Bookmark}>Views</Button>}>
      {section === 'keys' ? (
        <ViewItems views={keySectionViews} layout={layout} />
      ) : (
        <ViewItems views={secretSectionViews} layout={layout} />
      )}
    </Menu>
  )
}

interface ViewItemsProps<Filters extends TaggedFilters> extends Pick<ViewsMenuProps, 'layout'> {
  readonly views: SectionViews<Filters>
}

function ViewItems<Filters extends TaggedFilters>({ views, layout }: ViewItemsProps<Filters>) {
  const { section } = views
  const all = useSnapshot(({ settings }) => settings.savedViews)
  const query = useUiState((state) => state.tables[section].query)
  const filters = useUiState(views.filtersOf)
  const saved = viewsOf(all, section)
  const shown: ViewContent<Filters> = { query, filters, sorting: layout.sorting }
  const apply = (name: string, content: ViewContent<Filters>) => {
    setQuery(section, content.query)
    views.changeFilters(content.filters)
    if (content.sorting.length > 0) layout.change({ sorting: content.sorting })
    announce(`View “${name}” is shown`)
  }
  const itemOf = (id: string, name: string, content: ViewContent<Filters>) => {
    const isShown = isSameView(views, shown, content)
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
      {views.builtIn.map(({ name, content }) => itemOf(name, name, content))}
      {saved.length > 0 && <MenuSeparator />}
      {saved.map((view) => itemOf(view.id, visibleText(view.name, 60), readView(views, view)))}
      <MenuSeparator />
      <MenuItem
        icon={BookmarkPlus}
        onSelect={() => openDialog({ kind: 'saveView', section, sorting: layout.sorting })}
      >
        Save this view…
      </MenuItem>
      {saved.length > 0 && (
        <MenuItem icon={Settings2} onSelect={() => openDialog({ kind: 'manageViews', section })}>
          Rename or delete…
        </MenuItem>
      )}
    </>
  )
}
