import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'
import { behindSignIn } from '#start/routes/owner/behind_sign_in'

const Calendars = () => import('#controllers/owner/calendars/calendars_controller')
const Feeds = () => import('#controllers/owner/calendars/calendar_feeds_controller')
const Servers = () => import('#controllers/owner/calendars/calendar_servers_controller')
const Entries = () => import('#controllers/owner/calendars/calendar_entries_controller')
const Accounts = () => import('#controllers/owner/calendars/calendar_accounts_controller')
const Contacts = () => import('#controllers/owner/calendars/calendar_contacts_controller')
const Syncs = () => import('#controllers/owner/calendars/calendar_syncs_controller')
const Removals = () => import('#controllers/owner/calendars/calendar_removals_controller')

const at = '/calendars'

behindSignIn((form) => {
  const shown = [
    router.get(at, [Calendars, 'index']).as('calendar_connections.index'),
    router.get(`${at}/new`, [Calendars, 'create']).as('calendar_connections.create'),
    router.get(`${at}/feeds/new`, [Feeds, 'create']).as('calendar_feeds.create'),
    form(`${at}/feeds`, [Feeds, 'store'], `${at}/feeds/new`).as('calendar_feeds.store'),
    router.get(`${at}/servers/new`, [Servers, 'create']).as('calendar_servers.create'),
    form(`${at}/servers`, [Servers, 'store'], `${at}/servers/new`).as('calendar_servers.store'),
    router.get(`${at}/accounts/:provider/new`, [Accounts, 'create']).as('calendar_accounts.create'),
    form(`${at}/accounts/:provider`, [Accounts, 'store'], `${at}/accounts/:provider/new`).as(
      'calendar_accounts.store'
    ),
    router.get(`${at}/accounts/:provider/answer`, [Accounts, 'show']).as('calendar_accounts.show'),
    router
      .post(`${at}/accounts/:provider/answer`, [Accounts, 'finish'])
      .as('calendar_accounts.finish'),
    router.get(`${at}/:id`, [Calendars, 'show']).as('calendar_connections.show'),
    router.post(`${at}/:id`, [Calendars, 'update']).as('calendar_connections.update'),
    form(`${at}/:id/contacts/removal`, [Contacts, 'destroy'], `${at}/:id`).as(
      'calendar_contacts.destroy'
    ),
    form(`${at}/:id/sync`, [Syncs, 'store']).as('calendar_syncs.store'),
    form('/bookings/:id/calendar-entry', [Entries, 'store']).as('calendar_entries.store'),
    router.get(`${at}/:id/removal`, [Removals, 'show']).as('calendar_removals.show'),
    router.post(`${at}/:id/removal`, [Removals, 'store']).as('calendar_removals.store'),
  ]
  const connects = middleware.may(['CalendarPolicy', 'connect'])
  for (const route of shown) route.use([connects, middleware.requireFeature('calendars')])
})
