import db from '@adonisjs/lucid/services/db'
import PortalSignIn from '#models/portal/portal_sign_in'

interface PortalSignInsToEnd {
  email: string
  only?: number
}

/** With all of them go the links that would let somebody in. */
export default class EndPortalSignIns {
  async handle({ email, only }: PortalSignInsToEnd): Promise<void> {
    if (only === undefined) {
      await db
        .from('portal_links')
        .where({ email })
        .whereNull('spent_at')
        .update({ spent_at: db.raw('now()') })
    }
    await PortalSignIn.query()
      .where({ email, ...(only !== undefined && { id: only }) })
      .whereNull('endedAt')
      .update({ ended_at: db.raw('now()') })
  }
}
