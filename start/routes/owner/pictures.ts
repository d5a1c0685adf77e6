import router from '@adonisjs/core/services/router'
import { pictureStack } from '#start/kernel'
import { behindSignIn, settings } from '#start/routes/owner/behind_sign_in'

const Pictures = () => import('#controllers/owner/pictures/pictures_controller')
const PictureReturns = () => import('#controllers/owner/pictures/picture_returns_controller')

/** One controller, several addresses: what each is a picture of. */
const PLACES = {
  logos: '/settings/logo',
  covers: '/settings/cover',
  host_photos: '/people/:id/photo',
  service_photos: '/services/:id/photo',
}

behindSignIn((form) => {
  for (const [name, path] of Object.entries(PLACES)) {
    const routes = [
      router.get(path, [Pictures, 'edit']).as(`${name}.edit`),
      router.post(path, [Pictures, 'update']).as(`${name}.update`),
      form(`${path}/removal`, [Pictures, 'destroy']).as(`${name}.destroy`),
      form(`${path}/return`, [PictureReturns, 'store']).as(`${name}.return`),
    ]
    // Whose photo it is decides who may change it.
    if (name !== 'host_photos') for (const route of routes) route.use(settings)
  }
  router.get('/pictures/:id', [PictureReturns, 'show']).as('pictures.show')
}, pictureStack)
