// Native questions as all services ask them: none while Latchkey is locked or hidden, for it may hold names, and each
// says which account it is about where several are kept.
import { accountTitle } from '../../shared/domain/account-name.ts'
import type { Dialogs, Question } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'

/** A question that cannot be asked, or was answered in the moment of locking, counts as cancelled. */
export function createDialogsWhileOpen(dialogs: Dialogs, state: Pick<AppState, 'snapshot'>): Dialogs {
  const isOpen = () => state.snapshot().lock.state === 'open'

  const withAccount = (question: Question): Question => {
    const { account, accounts } = state.snapshot()
    if (account === null || accounts.length < 2 || question.isAboutComputer) return question
    const line = `Account: ${accountTitle(account)}`
    return { ...question, detail: question.detail === '' ? line : `${line}\n\n${question.detail}` }
  }

  return {
    confirm: async (question) => {
      if (!isOpen()) return false
      const accountId = state.snapshot().account?.id
      const isConfirmed = await dialogs.confirm(withAccount(question))
      // A yes about one account is none about another.
      return isConfirmed && isOpen() && state.snapshot().account?.id === accountId
    },
    tell: async (message) => {
      if (isOpen()) await dialogs.tell(message)
    },
    dismiss: dialogs.dismiss,
  }
}
