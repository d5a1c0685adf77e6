import { writeArchive, type WrittenArchive } from '#services/archives/write_archive'
import { versionOfHere } from '#services/version_of_here'
import env from '#start/env'

/** Everything of one business, but its secrets, in a file that others can read. */
export default class ExportBusiness {
  async handle(slug: string, path: string): Promise<WrittenArchive> {
    return writeArchive({
      ...{ slug, path, applicationVersion: await versionOfHere() },
      databaseUrl: env.get('DATABASE_OWNER_URL', env.get('DATABASE_URL')),
    })
  }
}
