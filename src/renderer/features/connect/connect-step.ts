// Which of the two ways in is being tried, so that the other one waits.

export type ConnectStep = 'idle' | 'account' | 'sandbox'
