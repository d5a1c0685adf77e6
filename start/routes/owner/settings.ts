import router from '@adonisjs/core/services/router'
import { signedInStack } from '#start/kernel'
import { behindSignIn, settings } from '#start/routes/owner/behind_sign_in'

const BookingSettings = () => import('#controllers/owner/settings/booking_settings_controller')
const Businesses = () => import('#controllers/owner/settings/businesses_controller')
const ContactProofs = () => import('#controllers/owner/settings/contact_proofs_controller')
const PrivacySettings = () => import('#controllers/owner/privacy/privacy_settings_controller')
const RetiredSlugs = () => import('#controllers/owner/settings/retired_slugs_controller')

behindSignIn((form) => {
  router.get('/settings', [BookingSettings, 'edit']).as('booking_settings.edit')
  router.post('/settings', [BookingSettings, 'update']).as('booking_settings.update').use(settings)
  router.get('/settings/business', [Businesses, 'edit']).as('businesses.edit')
  router.post('/settings/business', [Businesses, 'update']).as('businesses.update').use(settings)
  router.get('/settings/privacy', [PrivacySettings, 'edit']).as('privacy_settings.edit')
  router
    .post('/settings/privacy', [PrivacySettings, 'update'])
    .as('privacy_settings.update')
    .use(settings)
  form('/settings/business/addresses/removal', [RetiredSlugs, 'destroy'], '/settings/business')
    .as('retired_slugs.destroy')
    .use(settings)
  form('/settings/business/contact/proof', [ContactProofs, 'store'], '/settings/business')
    .as('contact_proofs.store')
    .use(settings)
})

router.on('/settings/scheduling').redirectToPath('/admin/settings').use(signedInStack)
