/** Why an archive is not made or not taken in, as a sentence for whoever runs the command. */
export class ArchiveRefused extends Error {}

export function damagedArchive(what: string): ArchiveRefused {
  return new ArchiveRefused(`The archive is damaged: ${what}. Nothing was changed.`)
}
