import router from '@adonisjs/core/services/router'
import { keyStack, middleware } from '#start/kernel'
import { availabilityOperations } from '#start/routes/api/availability'
import { bookingOperations } from '#start/routes/api/bookings'
import { clientOperations } from '#start/routes/api/clients'
import { enquiryOperations } from '#start/routes/api/enquiries'
import { historyOperations } from '#start/routes/api/history'
import { linkOperations } from '#start/routes/api/links'
import { notificationOperations } from '#start/routes/api/notifications'
import { numberOperations } from '#start/routes/api/numbers'
import type { Operation } from '#start/routes/api/operation'
import { peopleOperations } from '#start/routes/api/people'
import { pictureOperations } from '#start/routes/api/pictures'
import { seed000Operations } from '#start/routes/api/seed_000'
import { seed001Operations } from '#start/routes/api/seed_001'
import { seed002Operations } from '#start/routes/api/seed_002'
import { serviceOperations } from '#start/routes/api/services'
import { sessionOperations } from '#start/routes/api/sessions'
import { businessOperations, settingsOperations } from '#start/routes/api/settings'
import { waitlistOperations } from '#start/routes/api/waitlist'
import { webhookOperations } from '#start/routes/api/webhooks'

const OwnerAgents = () => import('#controllers/api/agents/owner_agents_controller')

/** The business's own API, by key: address, controller, scope, and what is sent and answered. */
export const operations: readonly Operation[] = [
  ...bookingOperations,
  ...serviceOperations,
  ...peopleOperations,
  ...availabilityOperations,
  ...linkOperations,
  ...settingsOperations,
  ...seed000Operations,
  ...clientOperations,
  ...sessionOperations,
  ...waitlistOperations,
  ...webhookOperations,
  ...notificationOperations,
  ...numberOperations,
  ...historyOperations,
  ...enquiryOperations,
  ...businessOperations,
  ...pictureOperations,
  ...seed001Operations,
  ...seed002Operations,
]

/** Within what a bigint holds. */
const numeric = { match: /^[1-9]\d{0,14}$/, cast: Number }

/** "7:toggle", as it is or percent-encoded; a parameter's name is all that follows its colon. */
const before = (verb: string) => ({
  match: new RegExp(`^[1-9]\\d{0,14}(:|%3A)${verb}$`, 'i'),
  cast: (value: string) => Number.parseInt(value, 10),
})

router
  .group(() => {
    for (const { method, path, handler, scope, feature, keepsKey } of operations) {
      router
        .route(path, method === 'GET' ? ['GET', 'HEAD'] : [method], handler)
        .as(`${method} ${path}`.toLowerCase().replace(/[^a-z]+/g, '_'))
        .use([
          ...(feature ? [middleware.requireFeature(feature)] : []),
          middleware.scope(scope),
          ...(method === 'POST' && !keepsKey ? [middleware.answerOnce()] : []),
        ])
    }
  })
  .where('id', numeric)
  .where('id:duplicate', before('duplicate'))
  .where('id:toggle', before('toggle'))
  .where('note', numeric)
  .where('seat', numeric)
  .where('delivery', numeric)
  .as('api.v1')
  .use([middleware.requireFeature('api'), ...keyStack])

/** For agents of a business, by the Model Context Protocol; each tool has a scope of its own. */
router
  .post('/mcp', [OwnerAgents, 'store'])
  .as('api.keyed.agents')
  .use([middleware.requireFeature('api'), ...keyStack])
