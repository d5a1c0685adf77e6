import { earlierPictureShape, pictureShape } from '#shapes/pages/picture'
import { get, patch, post, remove, V1, type Operation } from '#start/routes/api/operation'
import { pictureOrder, pictureReturnOrder, pictureWordsOrder } from '#validators/api/pictures'
import { pagedQuery } from '#validators/api/query'

const Pictures = () => import('#controllers/api/v1/pages/pictures_controller')

const picture = { one: pictureShape }

// prettier-ignore
const picturesAt = (path: string, noun: 'settings' | 'people' | 'services'): Operation[] => [
  get(path, [Pictures, 'show'], `${noun}:read`, picture),
  post(path, [Pictures, 'store'], `${noun}:write`, { body: pictureOrder, ...picture }),
  remove(path, [Pictures, 'destroy'], `${noun}:write`, { status: 204 }),
  get(`${path}/earlier`, [Pictures, 'earlier'], `${noun}:read`, { query: pagedQuery, list: earlierPictureShape }),
  post(`${path}/return`, [Pictures, 'putBack'], `${noun}:write`, { body: pictureReturnOrder, ...picture }),
]

// prettier-ignore
export const pictureOperations: readonly Operation[] = [
  ...picturesAt(`${V1}/business/logo`, 'settings'),
  ...picturesAt(`${V1}/business/cover`, 'settings'),
  patch(`${V1}/business/cover`, [Pictures, 'update'], 'settings:write', { body: pictureWordsOrder, ...picture }),
  ...picturesAt(`${V1}/hosts/:id/photo`, 'people'),
  ...picturesAt(`${V1}/services/:id/photo`, 'services'),
]
