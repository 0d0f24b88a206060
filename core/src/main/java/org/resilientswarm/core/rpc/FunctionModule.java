package org.resilientswarm.core.rpc;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.io.Serial;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.Deserializers;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.Serializers;

/// Tells Jackson of functions: wherever one stands among values, also deep inside, it is written as
/// a reference and read as an object of the interface that is declared there.
final class FunctionModule extends SimpleModule {
    @Serial private static final long serialVersionUID = 1;

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.addSerializers(new FunctionSerializers());
        context.addDeserializers(new FunctionDeserializers());
    }

    private static final class FunctionSerializers extends Serializers.Base {
        @Override
        public @Nullable ValueSerializer<?> findSerializer(
                SerializationConfig config,
                JavaType type,
                BeanDescription.Supplier description,
                JsonFormat.Value format) {
            Class<?> raw = type.getRawClass();
            if (HeldFunction.class.isAssignableFrom(raw)) {
                return null;
            }
            if (FunctionTypes.isFunction(raw)) {
                return new FunctionSerializer(type);
            }
            Class<?> face = raw.isInterface() ? null : FunctionTypes.ofObject(raw);
            return face == null ? null : new FunctionSerializer(type.findSuperType(face));
        }
    }

    private static final class FunctionSerializer extends ValueSerializer<Object> {
        private final JavaType face;

        FunctionSerializer(JavaType face) {
            this.face = face;
        }

        @Override
        public void serialize(Object function, JsonGenerator target, SerializationContext context) {
            Lender.of(context).write(target, function, face);
        }
    }

    private static final class FunctionDeserializers extends Deserializers.Base {
        @Override
        public @Nullable ValueDeserializer<?> findBeanDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription.Supplier description) {
            return hasDeserializerFor(config, type.getRawClass())
                    ? new FunctionDeserializer(type)
                    : null;
        }

        @Override
        public boolean hasDeserializerFor(DeserializationConfig config, Class<?> type) {
            return type == Class.class || isReference(type);
        }
    }

    private static boolean isReference(Class<?> type) {
        return FunctionTypes.isFunction(type)
                || type == org.resilientswarm.core.api.RemoteFunction.class;
    }

    private static final class FunctionDeserializer extends ValueDeserializer<Object> {
        private final JavaType face;

        FunctionDeserializer(JavaType face) {
            this.face = face;
        }

        @Override
        public @Nullable Object deserialize(JsonParser source, DeserializationContext context) {
            if (isReference(face.getRawClass())
                    && source.currentToken() == JsonToken.VALUE_EMBEDDED_OBJECT) {
                Object embedded = source.getEmbeddedObject();
                if (face.getRawClass().isInstance(embedded)) {
                    return embedded;
                }
                if (embedded instanceof HeldFunction remote) {
                    return remote.as(face);
                }
            }
            // Class is here as well: a text that names one must not load it.
            return context.reportInputMismatch(
                    face, "there is no %s here", face.getRawClass().getSimpleName());
        }
    }
}
