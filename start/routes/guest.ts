import router from '@adonisjs/core/services/router'
import type { HttpContext } from '@adonisjs/core/http'
import features from '#config/features'
import { FeatureOff } from '#exceptions/feature_off'
import { managePath, pagePath } from '#formats/pages/addresses'
import { guestStack, middleware } from '#start/kernel'
import { picturesPerAddress, publicRequestsPerAddress } from '#start/limiter'
import { toPageAbove } from '#start/page_above'
import { limitRequest } from '#start/request_limits'
import { letSite } from '#start/sites'

const Home = () => import('#controllers/guest/pages/home_controller')
const Pages = () => import('#controllers/guest/pages/pages_controller')
const Months = () => import('#controllers/guest/times/months_controller')
const Bookings = () => import('#controllers/guest/bookings/bookings_controller')
const Confirmations = () => import('#controllers/guest/bookings/confirmations_controller')
const Cancellations = () => import('#controllers/guest/bookings/cancellations_controller')
const Waitlists = () => import('#controllers/guest/waitlist/waitlists_controller')
const WaitlistEntries = () => import('#controllers/guest/waitlist/waitlist_entries_controller')
const WaitlistAcceptances = () =>
  import('#controllers/guest/waitlist/waitlist_acceptances_controller')
const WaitlistDepartures = () =>
  import('#controllers/guest/waitlist/waitlist_departures_controller')
const Enquiries = () => import('#controllers/guest/enquiries/enquiries_controller')
const PrivacyPages = () => import('#controllers/guest/privacy/privacy_pages_controller')
const OwnAddresses = () => import('#controllers/guest/bookings/own_addresses_controller')
const EarlierTimes = () => import('#controllers/guest/waitlist/earlier_times_controller')
const MoveTimes = () => import('#controllers/guest/moves/move_times_controller')
const Moves = () => import('#controllers/guest/moves/moves_controller')
const MoveWithdrawals = () => import('#controllers/guest/moves/move_withdrawals_controller')
const Preferences = () => import('#controllers/guest/notifications/preferences_controller')
const Stops = () => import('#controllers/guest/notifications/stops_controller')
const Pictures = () => import('#controllers/guest/pictures/pictures_controller')
const FramedBookings = () => import('#controllers/guest/bookings/framed_bookings_controller')
const FramedEntries = () => import('#controllers/guest/waitlist/framed_entries_controller')
const Cards = () => import('#controllers/guest/pictures/cards_controller')
const Feeds = () => import('#controllers/guest/feeds/feeds_controller')
const CalendarFiles = () => import('#controllers/guest/bookings/calendar_files_controller')

const PublicSchedules = () => import('#controllers/api/pages/public_schedules_controller')
const PublicLinks = () => import('#controllers/api/pages/public_links_controller')

const SchedulePages = () => import('#controllers/guest/pages/schedule_pages_controller')

/** One address of a page for people and machines: each gets what it asks for. */
async function showLink(ctx: HttpContext) {
  const { default: Controller } = await ((await isMachine(ctx)) ? PublicLinks() : Months())
  return new Controller().show(ctx)
}

async function showSchedule(ctx: HttpContext) {
  const { default: Controller } = await ((await isMachine(ctx))
    ? PublicSchedules()
    : SchedulePages())
  return new Controller().show(ctx)
}

async function showScheduled(ctx: HttpContext) {
  const { default: Controller } = await ((await isMachine(ctx))
    ? PublicSchedules()
    : SchedulePages())
  return new Controller().service(ctx)
}

async function isMachine(ctx: HttpContext): Promise<boolean> {
  ctx.response.vary('accept, origin')
  if (ctx.request.accepts(['html', 'json']) !== 'json') return false
  await letSite(ctx, { name: '', params: ctx.params })
  await limitRequest(ctx, publicRequestsPerAddress, ctx.request.ip())
  // People are told how they can still reach the business.
  if (!features.bookingPages) throw new FeatureOff()
  return true
}

const slug = /^[a-z0-9-]{1,100}$/
const token = /^[\w-]{22,64}$/

const pictureReading = [middleware.securityHeaders(), middleware.pageLimit(picturesPerAddress)]

router
  .get('/images/:key/:file', [Pictures, 'show'])
  .where('key', token)
  .where('file', /^[1-9]\d{0,3}\.(avif|webp|jpeg)$/)
  .as('guest.pictures.show')
  .use([middleware.chooseLanguage(), ...pictureReading])

router
  .group(() => {
    router.get('/schedule/:slug/:file', [Cards, 'schedule']).as('schedule')
    router.get('/:slug/:file', [Cards, 'show']).as('show')
    router.get('/:slug/:service/:file', [Cards, 'service']).as('service')
  })
  .prefix('/images/cards')
  .where('slug', slug)
  .where('service', slug)
  .where('file', /^[0-9a-f]{16}\.(png|jpeg)$/)
  .as('guest.cards')
  .use(pictureReading)

router.get('/', [Home, 'index']).as('guest.home').use(guestStack)

router
  .group(() => {
    router.get('/', [Pages, 'index']).as('pages.index')
    router.get('/:slug', [Pages, 'show']).as('pages.show')
    router.get('/:slug/:service', [Months, 'show']).as('months.show')
    router.get('/:slug/:service/details', [Bookings, 'create']).as('bookings.create')
    router.post('/:slug/:service/details', [Bookings, 'store']).as('bookings.store')
    router.get('/:slug/:service/waitlist', [Waitlists, 'create']).as('waitlists.create')
    router.post('/:slug/:service/waitlist', [Waitlists, 'store']).as('waitlists.store')
  })
  .prefix('/book')
  .where('slug', slug)
  .where('service', slug)
  .as('guest')
  .use(guestStack)

router
  .group(() => {
    router.get('/', showSchedule).as('schedule_pages.show')
    router.get('/:service', showScheduled).as('schedule_pages.service')
  })
  .prefix('/schedule/:host')
  .where('host', slug)
  .where('service', slug)
  .as('guest')
  .use(guestStack)

router
  .group(() => {
    router.get('/', [Enquiries, 'create']).as('enquiries.create')
    router.post('/', [Enquiries, 'store']).as('enquiries.store')
    router.get('/sent', [Enquiries, 'show']).as('enquiries.show')
  })
  .prefix('/enquiry/:slug')
  .where('slug', slug)
  .as('guest')
  .use(guestStack)

router
  .get('/privacy/:slug', [PrivacyPages, 'show'])
  .where('slug', slug)
  .as('guest.privacy_pages.show')
  .use(guestStack)

router
  .group(() => {
    router.get('/', [Confirmations, 'show']).as('confirmations.show')
    router.get('/calendar.ics', [CalendarFiles, 'show']).as('calendar_files.show')
    router.get('/cancellation', [Cancellations, 'create']).as('cancellations.create')
    router.post('/cancellation', [Cancellations, 'store']).as('cancellations.store')
    router.get('/address', [OwnAddresses, 'create']).as('own_addresses.create')
    router.post('/address', [OwnAddresses, 'store']).as('own_addresses.store')
    router.post('/earlier', [EarlierTimes, 'store']).as('earlier_times.store')
    router.get('/move', [MoveTimes, 'show']).as('move_times.show')
    router.get('/move/review', [Moves, 'create']).as('moves.create')
    router.post('/move/review', [Moves, 'store']).as('moves.store')
    router.post('/move/withdrawal', [MoveWithdrawals, 'store']).as('move_withdrawals.store')
    router.get('/earlier', toPageAbove).as('earlier_times.show')
    router
      .get('/move/withdrawal', ({ params, response }) =>
        response.redirect().toPath(managePath(params.token))
      )
      .as('move_withdrawals.show')
  })
  .prefix('/manage/:token')
  .where('token', token)
  .as('guest')
  .use([...guestStack, middleware.secretAddress()])

router
  .group(() => {
    router.get('/', showLink).as('links.show')
    router.get('/details', [Bookings, 'create']).as('links.details')
    router.post('/details', [Bookings, 'store']).as('links.book')
  })
  .prefix('/public/bookings/:token')
  .where('token', token)
  .as('guest')
  .use([middleware.secretAddress(), ...guestStack])

router
  .group(() => {
    router.get('/', [WaitlistEntries, 'show']).as('waitlist_entries.show')
    router.post('/acceptance', [WaitlistAcceptances, 'store']).as('waitlist_acceptances.store')
    router.post('/departure', [WaitlistDepartures, 'store']).as('waitlist_departures.store')
    router.get('/acceptance', toPageAbove).as('waitlist_acceptances.show')
    router.get('/departure', toPageAbove).as('waitlist_departures.show')
  })
  .prefix('/waitlist/:token')
  .where('token', token)
  .as('guest')
  .use([...guestStack, middleware.secretAddress()])

router
  .group(() => {
    router.get('/', [Preferences, 'edit']).as('preferences.edit')
    router.post('/', [Preferences, 'update']).as('preferences.update')
    router
      .group(() => {
        router.get('/', [Stops, 'create']).as('stops.create')
        router.post('/', [Stops, 'store']).as('stops.store')
      })
      .prefix('/stop/:what')
      .where('what', /^(reminders|follow-ups)$/)
  })
  .prefix('/preferences/:token')
  .where('token', token)
  .as('guest')
  .use([...guestStack, middleware.secretAddress()])

router
  .group(() => {
    router.get('/bookings/:token', [FramedBookings, 'show']).as('framed_bookings.show')
    router.get('/waitlist/:token', [FramedEntries, 'show']).as('framed_entries.show')
  })
  .prefix('/embed')
  .where('token', token)
  .as('guest')
  .use([...guestStack, middleware.secretAddress()])

/** For calendars: without a language, which a program has not. */
router
  .get('/feeds/:token/bookings.ics', [Feeds, 'show'])
  .where('token', token)
  .as('guest.feeds.show')
  .use([middleware.securityHeaders(), middleware.publicLimit(), middleware.secretAddress()])

/** The other way to write a page's address; it stands last, so that no address of ours is taken for it. */
router
  .get('/:slug/book', ({ params, response }) =>
    response
      .redirect()
      .withQs()
      .status(308)
      .toPath(pagePath({ slug: params.slug }))
  )
  .where('slug', slug)
  .use(guestStack)
