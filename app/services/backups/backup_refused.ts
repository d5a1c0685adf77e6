/** Why a backup is not made or not restored, as a sentence for whoever runs the command. */
export class BackupRefused extends Error {}

export function damaged(what: string): BackupRefused {
  return new BackupRefused(`The backup is damaged: ${what}. Nothing was changed. Take another one.`)
}
