import router from '@adonisjs/core/services/router'
import { managePath } from '#formats/pages/addresses'
import { apiStack, middleware } from '#start/kernel'
import { watchersPerAddress } from '#start/limiter'

const PublicBusinesses = () => import('#controllers/api/pages/public_businesses_controller')
const PublicServices = () => import('#controllers/api/pages/public_services_controller')
const PublicAvailability = () =>
  import('#controllers/api/availability/public_availability_controller')
const PublicBookings = () => import('#controllers/api/bookings/public_bookings_controller')
const PublicSeries = () => import('#controllers/api/bookings/public_series_controller')
const PublicLinks = () => import('#controllers/api/pages/public_links_controller')
const ManagedBookings = () => import('#controllers/api/bookings/managed_bookings_controller')
const ManagedMoves = () => import('#controllers/api/bookings/managed_moves_controller')
const ManagedCancellations = () =>
  import('#controllers/api/bookings/managed_cancellations_controller')
const HostSlots = () => import('#controllers/api/availability/host_slots_controller')
const DefaultAvailability = () =>
  import('#controllers/api/availability/default_availability_controller')
const DefaultBookings = () => import('#controllers/api/bookings/default_bookings_controller')
const Meetings = () => import('#controllers/api/bookings/meetings_controller')
const ClientAgents = () => import('#controllers/api/agents/client_agents_controller')
const Metrics = () => import('#controllers/api/system/metrics_controller')
const Health = () => import('#controllers/api/system/health_controller')

const token = /^[\w-]{22,64}$/
const slug = /^[a-z0-9-]{1,100}$/

const watched = middleware.publicLimit(watchersPerAddress)

router.get('/health/live', [Health, 'live']).as('health.live').use(watched)
router.get('/health/ready', [Health, 'ready']).as('health.ready').use(watched)
router.get('/bookings/health', [Health, 'bookings']).as('api.health').use(apiStack)
router.get('/metrics', [Metrics, 'show']).as('metrics').use([watched, middleware.metricsReader()])

router
  .group(() => {
    router.get('/', [PublicBusinesses, 'show']).as('business')
    router.get('/services', [PublicServices, 'index']).as('services')
    router.get('/availability', [PublicAvailability, 'index']).as('availability')
    router.post('/book', [PublicBookings, 'store']).as('book')
    router.post('/book/series', [PublicSeries, 'store']).as('book_series')
  })
  .prefix('/api/booking/public/:slug')
  .where('slug', slug)
  .as('api.public')
  .use([...apiStack, middleware.requireFeature('api'), middleware.jsonBody()])

/** For agents of clients, by the Model Context Protocol. */
router
  .post('/mcp/:slug', [ClientAgents, 'store'])
  .where('slug', slug)
  .as('api.agents')
  .use([...apiStack, middleware.requireFeature('api'), middleware.jsonBody()])

/** The client's own booking, by the token of its page. */
router
  .group(() => {
    router.get('/', [ManagedBookings, 'show']).as('show')
    router.post('/reschedule', [ManagedMoves, 'store']).as('reschedule')
    router.post('/cancel', [ManagedCancellations, 'store']).as('cancel')
  })
  .prefix('/api/booking/public/manage/:token')
  .where('token', token)
  .as('api.manage')
  .use([
    middleware.secretAddress(),
    ...apiStack,
    middleware.requireFeature('api'),
    middleware.jsonBody(),
  ])

/** The same where people look too: they are led to the page. */
router
  .group(() => {
    router
      .get('/manage/:token', [ManagedBookings, 'show'])
      .as('show')
      .use([middleware.leadPeople(''), middleware.requireFeature('api')])
    router
      .post('/cancel/:token', [ManagedCancellations, 'store'])
      .as('cancel')
      .use([
        middleware.leadPeople('/cancellation'),
        middleware.requireFeature('api'),
        middleware.jsonBody(),
      ])
    router
      .get('/cancel/:token', ({ params, response }) =>
        response.redirect().toPath(`${managePath(params.token)}/cancellation`)
      )
      .as('ask')
  })
  .prefix('/schedule')
  .where('token', token)
  .as('api.schedule')
  .use([middleware.secretAddress(), ...apiStack])

/** Of a booking link or a one-time link. */
router
  .group(() => {
    router.get('/', [PublicLinks, 'show']).as('show')
    router.get('/availability', [PublicAvailability, 'index']).as('availability')
    router.post('/book', [PublicBookings, 'store']).as('book')
  })
  .prefix('/bookings/public/:token')
  .where('token', token)
  .as('api.links')
  .use([
    middleware.secretAddress(),
    ...apiStack,
    middleware.requireFeature('api'),
    middleware.jsonBody(),
  ])

/** A link is booked by machines at the address where people see it. */
router
  .post('/public/bookings/:token', [PublicBookings, 'store'])
  .where('token', token)
  .as('api.links.store')
  .use([
    middleware.secretAddress(),
    ...apiStack,
    middleware.requireFeature('bookingPages'),
    middleware.jsonBody(),
  ])

/** Of the deployment's default business, and of pages of people and teams. */
router
  .group(() => {
    router.get('/availability', [DefaultAvailability, 'index']).as('availability')
    router.post('/booking', [DefaultBookings, 'store']).as('booking')
    router.get('/schedule/:host/:service/slots', [HostSlots, 'index']).as('host_slots')
    router.post('/schedule/:host/:service/book', [Meetings, 'store']).as('meetings')
  })
  .where('host', slug)
  .where('service', slug)
  .as('api')
  .use([...apiStack, middleware.requireFeature('api'), middleware.jsonBody()])
