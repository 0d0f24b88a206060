package org.resilientswarm.core.rpc;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.OutputStream;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.Protocol;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.type.TypeFactory;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORMapper;
import tools.jackson.dataformat.cbor.CBORParser;

/// Turns Java values into CBOR (RFC 8949) and trees into Java values. Safe on every thread.
///
/// What comes in is read into a tree first, within limits and whatever it is; only then into the
/// types that this side's code names. A type that the far side names plays no part: there are no
/// polymorphic types, also where an annotation asks for them. Values are written by their declared
/// types for the same reason: what cannot be read over there shall not be written here.
final class ValueMapper {
    private final CBORMapper mapper =
            CBORMapper.builder(factory())
                    .annotationIntrospector(new MonomorphicIntrospector())
                    .addModule(new FunctionModule())
                    .enable(MapperFeature.USE_STATIC_TYPING)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                    .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
                    .build();

    private static CBORFactory factory() {
        return CBORFactory.builder()
                .streamReadConstraints(
                        StreamReadConstraints.builder()
                                .maxNestingDepth(Protocol.MAX_RPC_NESTING)
                                .maxStringLength(Protocol.MAX_RPC_BYTES)
                                .maxDocumentLength(Protocol.MAX_RPC_BYTES)
                                .build())
                .streamWriteConstraints(
                        StreamWriteConstraints.builder()
                                .maxNestingDepth(Protocol.MAX_RPC_NESTING)
                                .build())
                .build();
    }

    TypeFactory types() {
        return mapper.getTypeFactory();
    }

    JavaType type(Type type) {
        return mapper.constructType(type);
    }

    JsonGenerator generator(OutputStream target) {
        return mapper.createGenerator(target);
    }

    /// Writes values, lending the functions among them.
    ObjectWriter writer(Lender lender) {
        return mapper.writer().withAttribute(Lender.class, lender);
    }

    JsonNode tree(byte[] bytes, FunctionSource functions) throws MalformedException {
        return TreeReader.read(() -> (CBORParser) mapper.createParser(bytes), functions);
    }

    /// Reads a value.
    ///
    /// @throws tools.jackson.core.JacksonException when the tree is none of that type
    @Nullable Object value(JsonNode tree, JavaType type) {
        return mapper.treeToValue(tree, type);
    }

    private static final class MonomorphicIntrospector extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(
                MapperConfig<?> config, Annotated annotated) {
            return null;
        }

        @Override
        public @Nullable Object findTypeResolverBuilder(
                MapperConfig<?> config, Annotated annotated) {
            return null;
        }
    }
}
