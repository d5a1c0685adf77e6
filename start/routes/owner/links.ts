import router from '@adonisjs/core/services/router'
import { behindSignIn } from '#start/routes/owner/behind_sign_in'

const BookingLinks = () => import('#controllers/owner/links/booking_links_controller')

behindSignIn(() => {
  router.get('/link', [BookingLinks, 'show']).as('booking_links.show')
})
