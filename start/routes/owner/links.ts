import router from '@adonisjs/core/services/router'
import { LINK_STEPS } from '#models/links/link_step'
import { behindSignIn, settings } from '#start/routes/owner/behind_sign_in'

const BookingLinks = () => import('#controllers/owner/links/booking_links_controller')
const LinkActivations = () => import('#controllers/owner/links/link_activations_controller')
const LinkCopies = () => import('#controllers/owner/links/link_copies_controller')
const LinkRenewals = () => import('#controllers/owner/links/link_renewals_controller')
const LinkSteps = () => import('#controllers/owner/links/link_steps_controller')
const PageSharings = () => import('#controllers/owner/links/page_sharings_controller')

behindSignIn((form) => {
  router.get('/links', [BookingLinks, 'index']).as('booking_links.index')
  router.get('/links/page', [PageSharings, 'show']).as('page_sharings.show')
  router.get('/links/new', [BookingLinks, 'create']).as('booking_links.create').use(settings)
  router.post('/links', [BookingLinks, 'store']).as('booking_links.store').use(settings)
  router.get('/links/:id', [BookingLinks, 'show']).as('booking_links.show')
  for (const step of LINK_STEPS) {
    router.get(`/links/:id/${step}`, [LinkSteps, 'edit']).as(`link_${step}.edit`)
    router.post(`/links/:id/${step}`, [LinkSteps, 'update']).as(`link_${step}.update`).use(settings)
  }
  form('/links/:id/activation', [LinkActivations, 'store'])
    .as('link_activations.store')
    .use(settings)
  form('/links/:id/activation/removal', [LinkActivations, 'destroy'], '/links')
    .as('link_activations.destroy')
    .use(settings)
  form('/links/:id/copy', [LinkCopies, 'store']).as('link_copies.store').use(settings)
  form('/links/:id/renewal', [LinkRenewals, 'store']).as('link_renewals.store').use(settings)
})
