import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import router from '@adonisjs/core/services/router'
import MakeFeed from '#actions/feeds/make_feed'
import TestWebhook from '#actions/webhooks/test_webhook'
import calendars from '#config/calendars'
import { openShop } from '#database/factories/business'
import { bySystem } from '#models/by'
import DateOverride from '#models/availability/date_override'
import Membership, { ROLES, type Role } from '#models/accounts/membership'
import Call from '#models/calls/call'
import CalendarFeed from '#models/feeds/calendar_feed'
import ClientNote from '#models/clients/client_note'
import MoveRequest from '#models/bookings/move_request'
import Notification from '#models/notifications/notification'
import { LINK_STEPS } from '#models/links/link_step'
import { PERMISSIONS } from '#pages/owner/people/permissions'
import type Booking from '#models/bookings/booking'
import SignIn from '#models/accounts/sign_in'
import type User from '#models/accounts/user'
import { blockTime } from '#tests/support/blocks'
import { withRowsMadeOnce } from '#tests/support/database'
import { writtenTo } from '#tests/support/enquiries'
import { erasureOf } from '#tests/support/erasures'
import { importOf } from '#tests/support/clients'
import { undoableEntry } from '#tests/support/history'
import { addInbox } from '#tests/support/inboxes'
import { writeText } from '#tests/support/message_texts'
import { storeConnection } from '#tests/support/calendars'
import { makeKey } from '#tests/support/keys'
import { makeLink, makeOneTime, makeTemplate } from '#tests/support/links'
import { invite } from '#tests/support/invitations'
import { bookingImportOf } from '#tests/support/imports'
import { keptOutside } from '#tests/support/calcom'
import { listen } from '#tests/support/webhooks'
import { switchOn } from '#tests/support/push'
import { pictureRow, placeOfHost } from '#tests/support/pictures'
import { makeTeamPage } from '#tests/support/team_pages'
import { IN_THREE_DAYS, joinAs, openShopByRequest, place, type Shop } from '#tests/support/requests'

type Subject =
  | 'booking'
  | 'move'
  | 'service'
  | 'override'
  | 'block'
  | 'notification'
  | 'device'
  | 'message'
  | 'session'
  | 'series'
  | 'offer'
  | 'enquiry'
  | 'erasure'
  | 'client'
  | 'note'
  | 'import'
  | 'sign_in'
  | 'business'
  | 'host'
  | 'invitation'
  | 'team_page'
  | 'member'
  | 'picture'
  | 'entry'
  | 'inbox'
  | 'key'
  | 'link'
  | 'call'
  | 'one_time'
  | 'template'
  | 'webhook'
  | 'webhook_delivery'
  | 'feed'
  | 'calendar'
  | 'outside'
  | 'booking_import'
  | 'text'

/** Who may note something of a client. */
const KEEPERS = ['owner', 'admin', 'staff'] as const

/** What each address of the owner's side is about, and who may use it; a new one must be added. */
const MATRIX: Record<string, { may: readonly Role[]; about?: Subject }> = {
  'GET /admin': { may: ROLES },
  'GET /admin/calendar': { may: ROLES },
  // Staff see their own time only; see feeds.spec.ts.
  'GET /admin/calendar/feed': { may: ROLES },
  'POST /admin/calendar/feed': { may: ['owner', 'admin'] },
  // Each member's own, so that the others’ are not there; see feeds.spec.ts.
  'POST /admin/calendar/feed/:id/address': { may: ROLES, about: 'feed' },
  'POST /admin/calendar/feed/:id/ending': { may: ROLES, about: 'feed' },
  'POST /admin/calls/:id': { may: ['owner', 'admin'], about: 'call' },
  'GET /admin/requests': { may: ROLES },
  'GET /admin/requests/:id': { may: ROLES, about: 'booking' },
  'POST /admin/requests/:id/approval': { may: ['owner', 'admin'], about: 'booking' },
  'POST /admin/requests/:id/rejection': { may: ['owner', 'admin'], about: 'booking' },
  // Decides for each of the chosen by itself; see bulk_decisions.spec.ts.
  'POST /admin/requests/decisions': { may: ROLES },
  'GET /admin/moves/:id': { may: ROLES, about: 'move' },
  'POST /admin/moves/:id/decision': { may: ['owner', 'admin'], about: 'move' },
  'GET /admin/bookings': { may: ROLES },
  'GET /admin/bookings.csv': { may: ['owner', 'admin'] },
  'GET /admin/bookings/imports': { may: ['owner', 'admin'] },
  'POST /admin/bookings/imports': { may: ['owner', 'admin'] },
  'POST /admin/bookings/imports/reading': { may: ['owner', 'admin'] },
  'GET /admin/bookings/imports/:id': { may: ['owner', 'admin'], about: 'booking_import' },
  'POST /admin/bookings/imports/:id': { may: ['owner', 'admin'], about: 'booking_import' },
  'POST /admin/bookings/imports/:id/start': { may: ['owner', 'admin'], about: 'booking_import' },
  'POST /admin/bookings/imports/:id/services': { may: ['owner', 'admin'], about: 'booking_import' },
  'GET /admin/bookings/imports/:id/left.csv': { may: ['owner', 'admin'], about: 'booking_import' },
  'GET /admin/bookings/several': { may: ['owner', 'admin', 'staff'] },
  // Changes each of the chosen by itself; see several.spec.ts.
  'POST /admin/bookings/several': { may: ['owner', 'admin', 'staff'] },
  'GET /admin/bookings/shift': { may: ['owner', 'admin', 'staff'] },
  'POST /admin/bookings/shift': { may: ['owner', 'admin', 'staff'] },
  'GET /admin/bookings/contacts': { may: ['owner', 'admin', 'staff'] },
  'GET /admin/bookings/new': { may: ['owner', 'admin', 'staff'] },
  'GET /admin/bookings/:id/move': { may: ['owner', 'admin'], about: 'booking' },
  'POST /admin/bookings': { may: ['owner', 'admin', 'staff'] },
  'GET /admin/bookings/:id': { may: ROLES, about: 'booking' },
  'POST /admin/bookings/:id/move': { may: ['owner', 'admin'], about: 'booking' },
  'POST /admin/bookings/:id/address': { may: ['owner', 'admin'], about: 'booking' },
  'GET /admin/bookings/:id/correction': { may: ['owner', 'admin'], about: 'booking' },
  'POST /admin/bookings/:id/correction': { may: ['owner', 'admin'], about: 'booking' },
  'POST /admin/bookings/:id/notes': { may: ['owner', 'admin'], about: 'booking' },
  'POST /admin/bookings/:id/messages': { may: ['owner', 'admin'], about: 'booking' },
  'POST /admin/bookings/:id/reassignment': { may: ['owner', 'admin'], about: 'booking' },
  'POST /admin/bookings/:id/room': { may: ['owner', 'admin'], about: 'booking' },
  'POST /admin/bookings/:id/cancellation': { may: ['owner', 'admin'], about: 'booking' },
  'POST /admin/bookings/:id/calendar-entry': { may: ['owner', 'admin'], about: 'booking' },
  'POST /admin/bookings/:id/attendance': { may: ['owner', 'admin'], about: 'booking' },
  'GET /admin/messages/new': { may: ['owner', 'admin', 'staff'] },
  'POST /admin/messages/new': { may: ['owner', 'admin', 'staff'] },
  'GET /admin/clients': { may: ROLES },
  'GET /admin/clients.csv': { may: ['owner', 'admin'] },
  'GET /admin/clients/imports': { may: ['owner', 'admin'] },
  'POST /admin/clients/imports': { may: ['owner', 'admin'] },
  'GET /admin/clients/imports/:id': { may: ['owner', 'admin'], about: 'import' },
  'POST /admin/clients/imports/:id': { may: ['owner', 'admin'], about: 'import' },
  'GET /admin/clients/imports/:id/refused.csv': { may: ['owner', 'admin'], about: 'import' },
  'GET /admin/clients/:id': { may: ROLES, about: 'client' },
  'GET /admin/clients/:id/edit': { may: KEEPERS, about: 'client' },
  'POST /admin/clients/:id/edit': { may: KEEPERS, about: 'client' },
  'POST /admin/clients/:id/notes': { may: KEEPERS, about: 'client' },
  'POST /admin/clients/:id/tags': { may: KEEPERS, about: 'client' },
  'POST /admin/clients/:id/tags/removal': { may: KEEPERS, about: 'client' },
  'GET /admin/clients/notes/:id': { may: KEEPERS, about: 'note' },
  'POST /admin/clients/notes/:id': { may: KEEPERS, about: 'note' },
  'POST /admin/clients/notes/:id/removal': { may: KEEPERS, about: 'note' },
  'GET /admin/clients/:id/everything.json': { may: ['owner', 'admin'], about: 'client' },
  'GET /admin/clients/:id/erasure': { may: ['owner', 'admin'], about: 'client' },
  'POST /admin/clients/:id/erasure': { may: ['owner', 'admin'], about: 'client' },
  'GET /admin/erasures/:id': { may: ['owner', 'admin'], about: 'erasure' },
  'POST /admin/erasures/:id/refusal': { may: ['owner', 'admin'], about: 'erasure' },
  'GET /admin/clients/:id/merge': { may: ['owner', 'admin'], about: 'client' },
  'POST /admin/clients/:id/merge': { may: ['owner', 'admin'], about: 'client' },
  'POST /admin/clients/:id/merge/removal': { may: ['owner', 'admin'], about: 'client' },
  'POST /admin/clients/:id/block': { may: ['owner', 'admin'], about: 'client' },
  'POST /admin/clients/:id/block/removal': { may: ['owner', 'admin'], about: 'client' },
  'GET /admin/services': { may: ROLES },
  'GET /admin/services/new': { may: ['owner', 'admin'] },
  'POST /admin/services': { may: ['owner', 'admin'] },
  'GET /admin/services/:id': { may: ROLES, about: 'service' },
  'POST /admin/services/:id': { may: ['owner', 'admin'], about: 'service' },
  'POST /admin/services/order': { may: ['owner', 'admin'] },
  'POST /admin/services/:id/copy': { may: ['owner', 'admin'], about: 'service' },
  'POST /admin/services/:id/archive': { may: ['owner', 'admin'], about: 'service' },
  'POST /admin/services/:id/archive/removal': { may: ['owner', 'admin'], about: 'service' },
  'POST /admin/services/:id/removal': { may: ['owner', 'admin'], about: 'service' },
  'GET /admin/services/:id/questions': { may: ROLES, about: 'service' },
  'POST /admin/services/:id/questions': { may: ['owner', 'admin'], about: 'service' },
  'GET /admin/services/:id/hours': { may: ROLES, about: 'service' },
  'POST /admin/services/:id/hours': { may: ['owner', 'admin'], about: 'service' },
  'GET /admin/sessions': { may: ROLES },
  'GET /admin/sessions/new': { may: ['owner', 'admin'] },
  'POST /admin/sessions': { may: ['owner', 'admin'] },
  'GET /admin/sessions/:id': { may: ROLES, about: 'session' },
  'POST /admin/sessions/:id': { may: ['owner', 'admin'], about: 'session' },
  // Answers 409 where nobody is to be noted; see class_day.spec.ts.
  'POST /admin/sessions/:id/attendance': { may: ['owner', 'admin'], about: 'session' },
  // The same, where nobody waits; see session_offers.spec.ts.
  'POST /admin/sessions/:id/offers': { may: ['owner', 'admin'], about: 'session' },
  'POST /admin/sessions/:id/queue': { may: ['owner', 'admin'], about: 'session' },
  'POST /admin/sessions/:id/opening': { may: ['owner', 'admin'], about: 'session' },
  'POST /admin/sessions/:id/withdrawals': { may: ['owner', 'admin'], about: 'session' },
  'POST /admin/offers/:id/answers': { may: ['owner', 'admin'], about: 'offer' },
  'POST /admin/sessions/:id/cancellation': { may: ['owner', 'admin'], about: 'session' },
  'POST /admin/sessions/:id/reassignment': { may: ['owner', 'admin'], about: 'session' },
  'POST /admin/sessions/:id/move': { may: ['owner', 'admin'], about: 'session' },
  'POST /admin/sessions/series/:id/dates': { may: ['owner', 'admin'], about: 'series' },
  'POST /admin/sessions/series/:id/ending': { may: ['owner', 'admin'], about: 'series' },
  'GET /admin/availability': { may: ROLES },
  'POST /admin/availability': { may: ['owner', 'admin'] },
  'GET /admin/availability/why': { may: ROLES },
  'GET /admin/availability/holidays': { may: ['owner', 'admin'] },
  'POST /admin/availability/holidays': { may: ['owner', 'admin'] },
  'POST /admin/availability/holidays/review': { may: ['owner', 'admin'] },
  'GET /admin/availability/handover': { may: ['owner', 'admin'] },
  'POST /admin/availability/handover': { may: ['owner', 'admin'] },
  'POST /admin/availability/dates': { may: ['owner', 'admin'] },
  'POST /admin/availability/dates/:id/removal': { may: ['owner', 'admin'], about: 'override' },
  'GET /admin/setup': { may: ['owner', 'admin'] },
  'POST /admin/setup/services': { may: ['owner', 'admin'] },
  'POST /admin/setup/people': { may: ['owner', 'admin'] },
  'POST /admin/setup/hours': { may: ['owner', 'admin'] },
  'POST /admin/setup/closures': { may: ['owner', 'admin'] },
  'POST /admin/setup/share': { may: ['owner', 'admin'] },
  'GET /admin/people': { may: ROLES },
  'GET /admin/people/new': { may: ['owner', 'admin'] },
  'POST /admin/people': { may: ['owner', 'admin'] },
  'GET /admin/people/pages/new': { may: ['owner', 'admin'] },
  'POST /admin/people/pages': { may: ['owner', 'admin'] },
  'GET /admin/people/pages/:id': { may: ['owner', 'admin'], about: 'team_page' },
  'POST /admin/people/pages/:id': { may: ['owner', 'admin'], about: 'team_page' },
  'POST /admin/people/pages/:id/removal': { may: ['owner', 'admin'], about: 'team_page' },
  'GET /admin/people/invitations/new': { may: ['owner', 'admin'] },
  'POST /admin/people/invitations': { may: ['owner', 'admin'] },
  'POST /admin/people/invitations/:id/renewal': { may: ['owner', 'admin'], about: 'invitation' },
  'POST /admin/people/invitations/:id/revocation': { may: ['owner', 'admin'], about: 'invitation' },
  'GET /admin/people/members/:id': { may: ['owner', 'admin'], about: 'member' },
  'POST /admin/people/members/:id/role': { may: ['owner', 'admin'], about: 'member' },
  'POST /admin/people/members/:id/removal': { may: ['owner', 'admin'], about: 'member' },
  ...Object.fromEntries(
    [
      ['/admin/settings/logo'],
      ['/admin/settings/cover'],
      ['/admin/people/:id/photo', 'host'],
      ['/admin/services/:id/photo', 'service'],
    ].flatMap(([path, about]) =>
      [`GET ${path}`, ...['', '/removal', '/return'].map((act) => `POST ${path}${act}`)].map(
        (address) => [
          address,
          { may: ['owner', 'admin'] as const, about: about as Subject | undefined },
        ]
      )
    )
  ),
  'GET /admin/pictures/:id': { may: ['owner', 'admin'], about: 'picture' },
  'GET /admin/people/:id': { may: ROLES, about: 'host' },
  'POST /admin/people/:id': { may: ['owner', 'admin'], about: 'host' },
  // Staff their own only, and the photo on it; see hosts.spec.ts.
  'GET /admin/people/:id/page': { may: ['owner', 'admin'], about: 'host' },
  'POST /admin/people/:id/page': { may: ['owner', 'admin'], about: 'host' },
  'POST /admin/people/:id/services': { may: ['owner', 'admin'], about: 'host' },
  'POST /admin/people/:id/sign-in': { may: ['owner', 'admin'], about: 'host' },
  'GET /admin/blocks': { may: ROLES },
  'GET /admin/blocks/new': { may: ['owner', 'admin', 'staff'] },
  'POST /admin/blocks': { may: ['owner', 'admin', 'staff'] },
  'GET /admin/blocks/:id': { may: ['owner', 'admin'], about: 'block' },
  'POST /admin/blocks/:id': { may: ['owner', 'admin'], about: 'block' },
  'POST /admin/blocks/:id/removal': { may: ['owner', 'admin'], about: 'block' },
  'GET /admin/blocks/:id/date': { may: ['owner', 'admin'], about: 'block' },
  'POST /admin/blocks/:id/date': { may: ['owner', 'admin'], about: 'block' },
  'POST /admin/blocks/:id/date/removal': { may: ['owner', 'admin'], about: 'block' },
  'GET /admin/links': { may: ROLES },
  'GET /admin/links/page': { may: ROLES },
  'GET /admin/links/page/card': { may: ROLES },
  'GET /admin/links/page/code.svg': { may: ROLES },
  'GET /admin/links/page/code.png': { may: ROLES },
  'GET /admin/links/:id/sharing': { may: ROLES, about: 'link' },
  'GET /admin/links/:id/card': { may: ROLES, about: 'link' },
  'GET /admin/links/:id/code.svg': { may: ROLES, about: 'link' },
  'GET /admin/links/:id/code.png': { may: ROLES, about: 'link' },
  'GET /admin/links/:id': { may: ROLES, about: 'link' },
  'GET /admin/links/:id/questions': { may: ROLES, about: 'link' },
  'POST /admin/links/:id/questions': { may: ['owner', 'admin'], about: 'link' },
  'GET /admin/links/one-time': { may: ROLES },
  'GET /admin/links/one-time/new': { may: ['owner', 'admin'] },
  'POST /admin/links/one-time': { may: ['owner', 'admin'] },
  'GET /admin/links/one-time/:id': { may: ROLES, about: 'one_time' },
  'POST /admin/links/one-time/:id/sending': { may: ['owner', 'admin'], about: 'one_time' },
  'POST /admin/links/one-time/:id/revocation': { may: ['owner', 'admin'], about: 'one_time' },
  'POST /admin/links/one-time/:id/rearming': { may: ['owner', 'admin'], about: 'one_time' },
  'GET /admin/links/templates': { may: ROLES },
  'GET /admin/links/templates/new': { may: ['owner', 'admin'] },
  'POST /admin/links/templates': { may: ['owner', 'admin'] },
  'GET /admin/links/templates/:id': { may: ROLES, about: 'template' },
  'POST /admin/links/templates/:id': { may: ['owner', 'admin'], about: 'template' },
  'POST /admin/links/templates/:id/copy': { may: ['owner', 'admin'], about: 'template' },
  'POST /admin/links/templates/:id/removal': { may: ['owner', 'admin'], about: 'template' },
  'GET /admin/links/new': { may: ['owner', 'admin'] },
  'POST /admin/links': { may: ['owner', 'admin'] },
  ...Object.fromEntries(
    LINK_STEPS.flatMap((step) => [
      [`GET /admin/links/:id/${step}`, { may: ROLES, about: 'link' as const }],
      [
        `POST /admin/links/:id/${step}`,
        { may: ['owner', 'admin'] as const, about: 'link' as const },
      ],
    ])
  ),
  'POST /admin/links/:id/activation': { may: ['owner', 'admin'], about: 'link' },
  'POST /admin/links/:id/activation/removal': { may: ['owner', 'admin'], about: 'link' },
  'POST /admin/links/:id/copy': { may: ['owner', 'admin'], about: 'link' },
  'POST /admin/links/:id/renewal': { may: ['owner', 'admin'], about: 'link' },
  'GET /admin/enquiries': { may: ROLES },
  'POST /admin/enquiries/:id/answer': { may: ['owner', 'admin'], about: 'enquiry' },
  'POST /admin/enquiries/:id/answer/removal': { may: ['owner', 'admin'], about: 'enquiry' },
  'GET /admin/notifications': { may: ROLES },
  'POST /admin/notifications/readings': { may: ROLES },
  'POST /admin/notifications/:id/reading': { may: ROLES, about: 'notification' },
  'GET /admin/notifications/choice': { may: ROLES },
  'POST /admin/notifications/choice': { may: ROLES },
  'POST /admin/notifications/devices': { may: ROLES },
  'POST /admin/notifications/devices/:id/removal': { may: ROLES, about: 'device' },
  'GET /admin/delivery': { may: ROLES },
  'GET /admin/delivery/check': { may: ['owner', 'admin'] },
  'POST /admin/delivery/:id/attempt': { may: ['owner', 'admin'], about: 'message' },
  'POST /admin/address-proof': { may: ROLES },
  'GET /admin/history': { may: ['owner', 'admin'] },
  'GET /admin/history.csv': { may: ['owner', 'admin'] },
  'GET /admin/history/:id/undoing': { may: ['owner', 'admin'], about: 'entry' },
  'POST /admin/history/:id/undoing': { may: ['owner', 'admin'], about: 'entry' },
  'GET /admin/numbers': { may: ['owner', 'admin'] },
  'GET /admin/numbers.csv': { may: ['owner', 'admin'] },
  'GET /admin/numbers/visits': { may: ['owner', 'admin'] },
  'GET /admin/settings': { may: ROLES },
  'POST /admin/settings': { may: ['owner', 'admin'] },
  'GET /admin/settings/privacy': { may: ROLES },
  'POST /admin/settings/privacy': { may: ['owner', 'admin'] },
  'GET /admin/settings/business': { may: ROLES },
  'POST /admin/settings/business': { may: ['owner', 'admin'] },
  // Names the address in its form; see retired_slugs.spec.ts.
  'POST /admin/settings/business/addresses/removal': { may: ['owner', 'admin'] },
  'POST /admin/settings/business/contact/proof': { may: ['owner', 'admin'] },
  'GET /admin/settings/messages': { may: ROLES },
  'GET /admin/settings/messages/:id': { may: ROLES, about: 'text' },
  'GET /admin/settings/messages/:message/:language': { may: ROLES },
  'POST /admin/settings/messages/:message/:language': { may: ['owner', 'admin'] },
  'POST /admin/settings/messages/:message/:language/reset': { may: ['owner', 'admin'] },
  'GET /admin/settings/messages/:message/:language/preview': { may: ROLES },
  'POST /admin/settings/messages/:message/:language/preview': { may: ['owner', 'admin'] },
  'POST /admin/settings/messages/:message/:language/test': { may: ['owner', 'admin'] },
  'GET /admin/settings/mail': { may: ['owner', 'admin'] },
  'POST /admin/settings/mail': { may: ['owner', 'admin'] },
  'GET /admin/settings/mail/:id': { may: ['owner', 'admin'], about: 'inbox' },
  'POST /admin/settings/mail/:id': { may: ['owner', 'admin'], about: 'inbox' },
  'POST /admin/settings/mail/:id/proof': { may: ['owner', 'admin'], about: 'inbox' },
  'POST /admin/settings/mail/:id/removal': { may: ['owner', 'admin'], about: 'inbox' },
  'GET /admin/settings/keys': { may: ['owner', 'admin'] },
  'POST /admin/settings/keys': { may: ['owner', 'admin'] },
  'GET /admin/settings/keys/new': { may: ['owner', 'admin'] },
  'GET /admin/settings/keys/:id': { may: ['owner', 'admin'], about: 'key' },
  'POST /admin/settings/keys/:id/revocation': { may: ['owner', 'admin'], about: 'key' },
  'GET /admin/settings/webhooks': { may: ['owner', 'admin'] },
  'POST /admin/settings/webhooks': { may: ['owner', 'admin'] },
  'GET /admin/settings/webhooks/new': { may: ['owner', 'admin'] },
  'GET /admin/settings/webhooks/deliveries/:id': {
    may: ['owner', 'admin'],
    about: 'webhook_delivery',
  },
  'POST /admin/settings/webhooks/deliveries/:id/sending': {
    may: ['owner', 'admin'],
    about: 'webhook_delivery',
  },
  'GET /admin/settings/webhooks/:id': { may: ['owner', 'admin'], about: 'webhook' },
  'GET /admin/settings/webhooks/:id/edit': { may: ['owner', 'admin'], about: 'webhook' },
  'POST /admin/settings/webhooks/:id/edit': { may: ['owner', 'admin'], about: 'webhook' },
  'POST /admin/settings/webhooks/:id/test': { may: ['owner', 'admin'], about: 'webhook' },
  'POST /admin/settings/webhooks/:id/pause': { may: ['owner', 'admin'], about: 'webhook' },
  'POST /admin/settings/webhooks/:id/pause/removal': { may: ['owner', 'admin'], about: 'webhook' },
  'POST /admin/settings/webhooks/:id/secret': { may: ['owner', 'admin'], about: 'webhook' },
  'POST /admin/settings/webhooks/:id/removal': { may: ['owner', 'admin'], about: 'webhook' },
  'GET /admin/calendars': { may: KEEPERS },
  'GET /admin/calendars/new': { may: KEEPERS },
  'GET /admin/calendars/feeds/new': { may: KEEPERS },
  'POST /admin/calendars/feeds': { may: KEEPERS },
  'GET /admin/calendars/servers/new': { may: KEEPERS },
  'POST /admin/calendars/servers': { may: KEEPERS },
  'GET /admin/calendars/accounts/:provider/new': { may: KEEPERS },
  'POST /admin/calendars/accounts/:provider': { may: KEEPERS },
  'GET /admin/calendars/accounts/:provider/answer': { may: KEEPERS },
  'POST /admin/calendars/accounts/:provider/answer': { may: KEEPERS },
  'GET /admin/calendars/:id': { may: ['owner', 'admin'], about: 'calendar' },
  'POST /admin/calendars/:id': { may: ['owner', 'admin'], about: 'calendar' },
  'POST /admin/calendars/:id/contacts/removal': { may: ['owner', 'admin'], about: 'calendar' },
  'POST /admin/calendars/:id/sync': { may: ['owner', 'admin'], about: 'calendar' },
  'GET /admin/calendars/:id/removal': { may: ['owner', 'admin'], about: 'calendar' },
  'POST /admin/calendars/:id/removal': { may: ['owner', 'admin'], about: 'calendar' },
  'GET /admin/settings/calcom': { may: ['owner', 'admin'] },
  'POST /admin/settings/calcom/secret': { may: ['owner', 'admin'] },
  'POST /admin/settings/calcom/key': { may: ['owner', 'admin'] },
  'POST /admin/settings/calcom/services': { may: ['owner', 'admin'] },
  'POST /admin/settings/calcom/bookings/:id': { may: ['owner', 'admin'], about: 'outside' },
  'POST /admin/settings/calcom/ending': { may: ['owner', 'admin'] },
  'GET /admin/account': { may: ROLES },
  'POST /admin/account/details': { may: ROLES },
  'GET /admin/account/address': { may: ROLES },
  'POST /admin/account/address': { may: ROLES },
  'POST /admin/account/password': { may: ROLES },
  'GET /admin/account/two-step': { may: ROLES },
  'POST /admin/account/two-step': { may: ROLES },
  'POST /admin/account/two-step/confirmation': { may: ROLES },
  'POST /admin/account/two-step/codes': { may: ROLES },
  'POST /admin/account/two-step/ending': { may: ROLES },
  'POST /admin/account/businesses/:id/choice': { may: ROLES, about: 'business' },
  'POST /admin/account/sign-ins/ending': { may: ROLES },
  'POST /admin/account/sign-ins/:id/ending': { may: ROLES, about: 'sign_in' },
}

const routes = () =>
  Object.values(router.toJSON())
    .flat()
    .filter(({ name }) => name?.startsWith('owner.'))
    .filter(({ pattern }) => pattern.startsWith('/admin'))
    .flatMap(({ methods, pattern }) =>
      methods.filter((method) => method !== 'HEAD').map((method) => `${method} ${pattern}`)
    )

/** One row of each kind that addresses name, in that shop. */
async function subjectsOf(shop: Shop, userId: number): Promise<Record<Subject, number>> {
  const booking = await place(shop)
  const { session, series } = await sessionOf(shop)
  const override = await DateOverride.create({
    businessId: shop.business.id,
    hostId: shop.host.id,
    date: '2999-01-01',
    windows: [],
  })
  const block = await blockTime([shop.host])
  const notification = await Notification.create({
    businessId: shop.business.id,
    subjectType: 'booking',
    subjectId: booking.id,
    userId,
    type: 'booking_requested',
    channel: 'in_app',
    data: {},
    dedupeKey: `role-matrix-${booking.id}-${userId}`,
  })
  const message = await Notification.query()
    .where({ bookingId: booking.id, channel: 'mail' })
    .firstOrFail()
  await message.merge({ status: 'failed' }).save()
  const enquiry = await writtenTo(shop.business.id)
  const signIn = await SignIn.create({ userId, tokenHash: String(userId).padStart(64, '0') })
  return {
    sign_in: signIn.id,
    business: shop.business.id,
    enquiry: enquiry.id,
    erasure: (await erasureOf(booking)).id,
    booking: booking.id,
    call: await callOf(booking),
    feed: await feedOf(shop, userId),
    booking_import: (await bookingImportOf(shop.business)).id,
    outside: (await keptOutside(shop)).id,
    client: booking.clientId as number,
    note: await noteOf(booking),
    offer: await offerOf(booking),
    import: (await importOf(shop.business)).id,
    move: await moveOf(booking),
    session,
    series,
    message: message.id,
    service: shop.service.id,
    host: shop.host.id,
    member: await memberOf(shop),
    team_page: (await makeTeamPage(shop.business, [shop.host])).id,
    invitation: (await invite(shop.business)).id,
    link: (await makeLink(shop)).id,
    template: (await makeTemplate(shop)).id,
    one_time: (await makeOneTime(shop)).oneTime.id,
    override: override.id,
    block: block.id,
    inbox: (await addInbox(shop.business)).id,
    text: (await writeText(shop.business)).id,
    key: (await makeKey(shop.business, shop.user)).key.id,
    ...(await webhookOf(shop)),
    calendar: (await storeConnection(shop.host)).id,
    notification: notification.id,
    device: (await switchOn(userId)).device.id,
    picture: (await pictureRow(placeOfHost(shop.host))).id,
    entry: await undoableEntry(shop, userId),
  }
}

async function webhookOf({ business }: Shop) {
  const { endpoint } = await listen(business)
  const { id: endpointId } = endpoint
  await new TestWebhook().handle({ businessId: business.id, endpointId, by: bySystem() })
  const { id } = await Notification.findByOrFail({ webhookEndpointId: endpointId })
  return { webhook: endpointId, webhook_delivery: id }
}

async function feedOf({ business }: Shop, userId: number) {
  const businessId = business.id
  const membership = await Membership.findByOrFail({ businessId, userId })
  const wanted = { membership, hostId: null, shows: 'busy', version: null, by: bySystem() } as const
  await new MakeFeed().handle(wanted)
  return (await CalendarFeed.findByOrFail({ membershipId: membership.id })).id
}

async function callOf({ businessId, id: bookingId }: Booking) {
  return (await Call.create({ businessId, bookingId, type: 'booking_cancelled' })).id
}

async function noteOf({ businessId, clientId }: Booking) {
  const note = { businessId, clientId: Number(clientId), userId: null, body: 'Swims well.' }
  return (await ClientNote.create(note)).id
}

/** Kept for somebody who waited; past the action, which would ask for a free time. */
async function offerOf({ businessId, serviceId, hostId, startsAt, endsAt }: Booking) {
  const of = { business_id: businessId }
  const times = { starts_at: startsAt.toJSDate(), ends_at: endsAt.toJSDate() }
  const [holder] = await db.table('holders').insert(of).returning('id')
  const [entry] = await db
    .table('waitlist_entries')
    .insert({
      ...{ ...of, service_id: serviceId, starts_at: times.starts_at, status: 'offered' },
      ...{ client_name: 'Sam Okoro', client_email: `${holder.id}@waits.example` },
      ...{ client_time_zone: 'Europe/London', client_locale: 'en-GB' },
    })
    .returning('id')
  const offer = { ...of, ...times, id: holder.id, entry_id: entry.id, host_id: hostId }
  await db.table('waitlist_offers').insert({ ...offer, expires_at: times.starts_at })
  return holder.id
}

async function memberOf({ business }: Shop): Promise<number> {
  const { id: userId } = await joinAs('staff', business)
  const { id } = await Membership.findByOrFail({ businessId: business.id, userId })
  return id
}

/** A wish for another time; past the action, which would ask for a yes to the booking first. */
async function moveOf({ businessId, id, hostId, startsAt, endsAt }: Booking) {
  const [holder] = await db.table('holders').insert({ business_id: businessId }).returning('id')
  const move = await MoveRequest.create({
    id: holder.id,
    businessId,
    bookingId: id,
    hostId,
    status: 'pending',
    startsAt: startsAt.plus({ hours: 4 }),
    endsAt: endsAt.plus({ hours: 4 }),
    expiresAt: startsAt,
  })
  return move.id
}

/** Past the actions, which would plan many dates. */
async function sessionOf({ business, service, host }: Shop) {
  const of = { business_id: business.id, service_id: service.id, host_id: host.id }
  const [holder] = await db.table('holders').insert({ business_id: business.id }).returning('id')
  await db.table('group_sessions').insert({
    ...of,
    id: holder.id,
    starts_at: IN_THREE_DAYS.toJSDate(),
    ends_at: IN_THREE_DAYS.plus({ hours: 1 }).toJSDate(),
    capacity: 8,
    is_planned: true,
  })
  const [series] = await db
    .table('session_series')
    .insert({
      ...of,
      first_date: '2999-01-01',
      starts_time: '10:00',
      duration_minutes: 60,
      capacity: 8,
      booking_deadline_hours: 0,
    })
    .returning('id')
  return { session: holder.id, series: series.id }
}

interface Seat {
  user: User
  ids: Record<Subject, number>
}

async function seatOf(role: Role): Promise<[Role, Seat]> {
  const shop = await openShopByRequest()
  const user = await joinAs(role, shop.business)
  return [role, { user, ids: await subjectsOf(shop, user.id) }]
}

test.group('Roles', (group) => {
  /** Somebody of each role, each in a business of their own with a row of each kind. */
  let seats: Record<Role, Seat>
  let strangers: Record<Subject, number>

  group.setup(() => {
    const { google } = calendars
    calendars.google = { clientId: 'client', clientSecret: 'hush' }
    return () => void (calendars.google = google)
  })

  withRowsMadeOnce(group, async () => {
    const made: [Role, Seat][] = []
    for (const role of ROLES) made.push(await seatOf(role))
    seats = Object.fromEntries(made) as Record<Role, Seat>
    strangers = (await seatOf('owner'))[1].ids
  })

  test('every address of the owner’s side stands in the matrix', ({ assert }) => {
    assert.sameMembers(routes(), Object.keys(MATRIX))
  })

  test('every address with a number says what it is about', ({ assert }) => {
    const without = Object.entries(MATRIX).filter(([address, { about }]) => {
      return /:(?!provider|message|language)/.test(address) !== (about !== undefined)
    })
    assert.deepEqual(without, [])
  })

  test('the table on the team’s page says the same as the matrix', ({ assert }) => {
    for (const { name, may, address } of PERMISSIONS) {
      if (address === undefined) continue
      const known = MATRIX[address]?.may ?? []
      for (const role of ROLES) {
        if (may[role] !== 'own') assert.equal(known.includes(role), may[role] === 'yes', name)
      }
    }
  })

  for (const [address, { may, about }] of Object.entries(MATRIX)) {
    const [method, named] = address.split(' ')
    const pattern = named
      .replace(':provider', 'google')
      .replace(':message/:language', 'booking_confirmed/en')

    for (const role of ROLES) {
      const isAllowed = may.includes(role)
      test(`${role} ${isAllowed ? 'may' : 'may not'} ${address}`, async ({ client, assert }) => {
        const { user, ids } = seats[role]
        const path = pattern.replace(':id', about ? String(ids[about]) : '')
        const request = method === 'GET' ? client.get(path) : client.post(path).withCsrfToken()
        const response = await request.loginAs(user).redirects(0)
        if (isAllowed) assert.notInclude([401, 403, 404, 500], response.status())
        else response.assertStatus(403)
      })
    }

    if (about) {
      test(`${address} of another business is not there`, async ({ client }) => {
        const { user } = seats.owner
        const path = pattern.replace(':id', String(strangers[about]))
        const request = method === 'GET' ? client.get(path) : client.post(path).withCsrfToken()
        const response = await request.loginAs(user).redirects(0)
        response.assertStatus(404)
      })
    }

    test(`${address} asks who is there`, async ({ client }) => {
      const path = pattern.replace(':id', '1')
      const request = method === 'GET' ? client.get(path) : client.post(path).withCsrfToken()
      const response = await request.redirects(0)
      response.assertStatus(302)
      response.assertTextIncludes('/sign-in')
    })
  }

  test('staff decide the requests of their own host only', async ({ client, assert }) => {
    const shop = await openShopByRequest({ hosts: 2 })
    const staff = await joinAs('staff', shop.business)
    await shop.hosts[1].merge({ userId: staff.id }).save()
    const own = await place(shop, { hostId: shop.hosts[1].id })
    const other = await place(shop, {
      hostId: shop.hosts[0].id,
      startsAt: IN_THREE_DAYS.plus({ hours: 2 }),
    })
    const approve = (booking: Booking) =>
      client
        .post(`/admin/requests/${booking.id}/approval`)
        .loginAs(staff)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
    ;(await approve(own)).assertStatus(303)
    ;(await approve(other)).assertStatus(403)
    assert.equal((await other.refresh()).status, 'pending')
  })

  test('hides what one may not do', async ({ client, assert }) => {
    const shop = await openShopByRequest()
    const viewer = await joinAs('viewer', shop.business)
    const booking = await place(shop)
    const page = await client.get(`/admin/requests/${booking.id}`).loginAs(viewer)
    page.assertStatus(200)
    assert.notInclude(page.text(), '/approval')
    const record = await client.get(`/admin/bookings/${booking.id}`).loginAs(viewer)
    assert.notInclude(record.text(), '/cancellation')
    assert.notInclude(record.text(), '/manage/')
    const settings = await client.get('/admin/settings').loginAs(viewer)
    settings.assertTextIncludes('Only owners and admins can change this')
    assert.notInclude(settings.text(), 'Save these rules')
    const hours = await client.get('/admin/availability').loginAs(viewer)
    assert.notMatch(hours.text(), /Save [^<]*’s hours/)
  })

  test('locks the settings of those who may only look, and says so first', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const viewer = await joinAs('viewer', shop.business)
    for (const address of [
      '/admin/settings',
      '/admin/settings/business',
      `/admin/services/${shop.service.id}`,
      '/admin/availability',
    ]) {
      const locked = (await client.get(address).loginAs(viewer)).text()
      assert.match(locked, /Only owners and admins can change this[\s\S]+<fieldset[^>]+disabled>/)
      const open = (await client.get(address).loginAs(shop.user)).text()
      assert.notInclude(open, 'Only owners and admins')
      assert.notMatch(open, /<fieldset[^>]+disabled>/)
    }
  })

  test('whoever belongs to no business is told so', async ({ client }) => {
    const { user, business } = await openShop()
    await business.related('memberships').query().delete()
    ;(await client.get('/admin').loginAs(user)).assertStatus(403)
  })
})
