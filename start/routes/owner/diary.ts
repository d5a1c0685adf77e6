import router from '@adonisjs/core/services/router'
import { behindSignIn } from '#start/routes/owner/behind_sign_in'

const Calls = () => import('#controllers/owner/calls/calls_controller')
const Calendars = () => import('#controllers/owner/diary/calendars_controller')
const Feeds = () => import('#controllers/owner/feeds/feeds_controller')
const FeedAddresses = () => import('#controllers/owner/feeds/feed_addresses_controller')
const FeedEndings = () => import('#controllers/owner/feeds/feed_endings_controller')
const Days = () => import('#controllers/owner/diary/days_controller')

behindSignIn((form) => {
  router.get('/', [Days, 'show']).as('days.show')
  form('/calls/:id', [Calls, 'store'], '').as('calls.store')
  router.get('/calendar', [Calendars, 'show']).as('calendars.show')
  router.get('/calendar/feed', [Feeds, 'edit']).as('feeds.edit')
  router.post('/calendar/feed', [Feeds, 'update']).as('feeds.update')
  form('/calendar/feed/:id/address', [FeedAddresses, 'store'], '/calendar/feed').as(
    'feed_addresses.store'
  )
  form('/calendar/feed/:id/ending', [FeedEndings, 'store'], '/calendar/feed').as(
    'feed_endings.store'
  )
})
