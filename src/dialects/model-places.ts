/** Where models stand, as errors carry it until the lines are found. */
import type { ModelExport, ModelPlace } from './dialect.ts'

type Place = Pick<ModelPlace, 'file' | 'exportName' | 'key'>

/** The data of an error that is about the model at that place. */
export const atModel = ({ file, exportName, key }: Place) => ({
  file,
  model: { exportName, key },
})

/** The same about what an export holds. */
export const atExport = ({ file, name }: Pick<ModelExport, 'file' | 'name'>) =>
  atModel({ file, exportName: name, key: null })

/** Of the places of a table, those of columns of these names, in the order of the model. */
export const columnPlaces = (
  places: readonly ModelPlace[],
  names: readonly string[],
): readonly ModelPlace[] => places.filter(({ column }) => column !== null && names.includes(column))
