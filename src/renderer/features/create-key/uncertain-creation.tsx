// What is said when nobody knows whether a key was made: nothing is sent again from here.
import { describeError } from '../../../shared/domain/error-words.ts'
import type { AppError } from '../../../shared/errors.ts'
import { closeDialog } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

export function UncertainCreation({ error }: { readonly error: AppError }) {
  const words = describeError(error)
  return (
    <Dialog
      title={words.title}
      description={words.effect}
      role="alertdialog"
      width="small"
      onClose={closeDialog}
      footer={
        <Button variant="primary" onClick={closeDialog}>
          Close
        </Button>
      }
    >
      {error.effect === 'unknown' ? (
        <div className="flex flex-col gap-2">
          <p>
            The key may exist without anybody having received its value. Latchkey now looks for it in the
            service’s list and does not send the request again.
          </p>
          <p>
            If it is there, a notice above the table says <b>created, value never received</b> and offers to
            revoke it. Until then, do not create a second one.
          </p>
        </div>
      ) : (
        <p>{words.advice}</p>
      )}
    </Dialog>
  )
}
