/** Extensions that no server brings along, as extensions of the same names with types and methods that are others inside. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** pgvector: its values are texts here, its methods B-trees. What a schema says of them is the same. */
const VECTOR = `
CREATE TYPE vector;
CREATE FUNCTION vector_in(cstring) RETURNS vector AS 'textin' LANGUAGE internal IMMUTABLE STRICT;
CREATE FUNCTION vector_out(vector) RETURNS cstring AS 'textout' LANGUAGE internal IMMUTABLE STRICT;
CREATE TYPE vector (INPUT = vector_in, OUTPUT = vector_out, INTERNALLENGTH = VARIABLE, STORAGE = extended,
  TYPMOD_IN = varchartypmodin, TYPMOD_OUT = varchartypmodout);
CREATE FUNCTION vector_cmp(vector, vector) RETURNS integer AS 'bttextcmp' LANGUAGE internal IMMUTABLE STRICT;
CREATE FUNCTION vector_lt(vector, vector) RETURNS boolean AS 'text_lt' LANGUAGE internal IMMUTABLE STRICT;
CREATE OPERATOR < (LEFTARG = vector, RIGHTARG = vector, FUNCTION = vector_lt);
CREATE ACCESS METHOD hnsw TYPE INDEX HANDLER bthandler;
CREATE ACCESS METHOD ivfflat TYPE INDEX HANDLER bthandler;
CREATE OPERATOR CLASS vector_cosine_ops FOR TYPE vector USING hnsw
  AS OPERATOR 1 <, FUNCTION 1 vector_cmp(vector, vector);
CREATE OPERATOR CLASS vector_l2_ops DEFAULT FOR TYPE vector USING ivfflat
  AS OPERATOR 1 <, FUNCTION 1 vector_cmp(vector, vector);
`

const CONTROL = "default_version = '1'\nrelocatable = true\n"

/** Writes them; the value of `extension_control_path` (PostgreSQL 18) that finds them. */
export const writeStandIns = async (folder: string): Promise<string> => {
  const extensions = join(folder, 'extension')
  await mkdir(extensions, { recursive: true })
  await writeFile(join(extensions, 'vector.control'), CONTROL)
  await writeFile(join(extensions, 'vector--1.sql'), VECTOR)
  return `${folder}:$system`
}
