// The operating system's secret store through Electron's asynchronous safeStorage.
import { safeStorage } from 'electron/main'
import { type SecureStore, SecureStoreError } from '../ports/system.ts'

/** Adapts safeStorage; use it after `ready` only, or macOS names the keychain item wrongly for ever. */
export function createSecureStore(): SecureStore {
  return {
    isAvailable: () => safeStorage.isAsyncEncryptionAvailable(),
    seal: async (text) => new Uint8Array(await safeStorage.encryptStringAsync(text)),
    open: async (sealed) => {
      try {
        const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(sealed))
        return { text: result, shouldReseal: shouldReEncrypt }
      } catch (error) {
        // Electron tells the two failures apart by their text alone.
        const isTemporary = error instanceof Error && error.message.includes('temporarily unavailable')
        throw new SecureStoreError(isTemporary ? 'temporary' : 'undecryptable')
      }
    },
    backend,
  }
}

function backend(): string {
  if (process.platform === 'darwin') return 'the macOS Keychain'
  if (process.platform === 'win32') return 'Windows data protection (DPAPI)'
  const selected = safeStorage.getSelectedStorageBackend()
  if (selected === 'gnome_libsecret') return 'the desktop’s keyring (libsecret)'
  return selected.startsWith('kwallet') ? 'KWallet' : 'this desktop’s keyring'
}
