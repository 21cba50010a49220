// Stands in for the window when drawing it failed: nothing is lost, because main holds all there is.
import { RotateCw, TriangleAlert } from 'lucide-react'
import { Component, type ReactNode } from 'react'
import { describeError } from '../../../shared/domain/error-words.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'

interface CrashGuardProps {
  readonly children: ReactNode
}

/** A class, because React catches errors of rendering in no other way. */
export class CrashGuard extends Component<CrashGuardProps, { readonly hasCrashed: boolean }> {
  static getDerivedStateFromError() {
    return { hasCrashed: true }
  }

  override state = { hasCrashed: false }

  override render() {
    return this.state.hasCrashed ? <Crashed /> : this.props.children
  }
}

function Crashed() {
  const { title } = describeError({ code: 'internal', effect: 'none', isRetryable: true })
  return (
    <main role="alert" className="flex h-full items-center justify-center">
      <EmptyState
        icon={TriangleAlert}
        title={title}
        actions={
          <Button variant="primary" icon={RotateCw} onClick={() => location.reload()}>
            Reload the window
          </Button>
        }
      >
        The window could not be drawn. Your keys and everything stored are not touched by this.
      </EmptyState>
    </main>
  )
}
