// Sets every fuse of the packed Electron binary by name; called by electron-builder after packing, before signing.
import { join } from 'node:path'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'

/** All nine fuses of this Electron's wire. `strictlyRequireAllFuses` makes a new, unnamed one fail the packaging. */
export const fuses = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
}

/** @param {import('electron-builder').AfterPackContext} context */
export default async function flipPackedFuses(context) {
  const { electronPlatformName, appOutDir, packager } = context
  const name = packager.appInfo.productFilename
  const binary = {
    darwin: `${name}.app/Contents/MacOS/${name}`,
    win32: `${name}.exe`,
    linux: packager.executableName,
  }[electronPlatformName]
  if (binary === undefined) throw new Error(`no fuses known for ${electronPlatformName}`)
  await flipFuses(join(appOutDir, binary), {
    ...fuses,
    resetAdHocDarwinSignature: electronPlatformName === 'darwin',
  })
}
