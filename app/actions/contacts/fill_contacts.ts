import logger from '@adonisjs/core/services/logger'
import FillContactsOf from '#actions/contacts/fill_contacts_of'
import features from '#config/features'
import { dueContactAccounts } from '#queries/contacts/contact_accounts'

/** Accounts one beside another, so that one that hangs holds up no other. */
export default class FillContacts {
  async handle(): Promise<number> {
    if (!features.calendars) return 0
    const ids = await dueContactAccounts()
    const counts = await Promise.all(ids.map((connectionId) => this.fill(connectionId)))
    return counts.reduce((sum, count) => sum + count, 0)
  }

  private async fill(connectionId: number): Promise<number> {
    try {
      return await new FillContactsOf().handle({ connectionId })
    } catch (error) {
      logger.error({ err: error, connection_id: connectionId }, 'Contacts could not be added')
      return 0
    }
  }
}
